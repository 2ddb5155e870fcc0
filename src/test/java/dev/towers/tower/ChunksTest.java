package dev.towers.tower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {

  @ParameterizedTest(name = "{0} on {1} towers: {2}")
  @CsvSource({
    "30, 1, 30",
    "30, 2, 15 15",
    "30, 3, 10 10 10",
    "30, 8, 4 4 4 4 4 4 4 2",
    "10, 1, 10",
    "10, 2, 5 5",
    "10, 3, 4 4 2",
    "10, 8, 2 2 2 2 2 0 0 0",
    "5, 4, 2 2 1 0",
    "4, 3, 2 2 0",
    "2, 8, 1 1 0 0 0 0 0 0",
    "1, 4, 1 0 0 0",
    "32, 8, 4 4 4 4 4 4 4 4"
  })
  void cutsAsTorchChunkCuts(int batch, int towers, String expected) {
    List<Integer> sizes = Stream.of(expected.split(" ")).map(Integer::valueOf).toList();
    Chunks chunks = new Chunks(batch, towers);
    assertEquals(sizes, sizes(chunks));
    assertEquals(sizes.stream().filter(size -> size > 0).count(), chunks.active());
  }

  /** Cuts a list of rows off piece by piece, as the documentation of torch.chunk tells it. */
  @Test
  void agreesWithCuttingRowByRow() {
    for (int batch = 1; batch <= 70; batch++) {
      for (int towers = 1; towers <= 17; towers++) {
        int piece = (int) Math.ceil((double) batch / towers);
        List<Integer> expected = new ArrayList<>();
        for (int left = batch; left > 0; left -= piece) {
          expected.add(Math.min(left, piece));
        }
        Chunks chunks = new Chunks(batch, towers);
        assertEquals(expected, sizes(chunks).subList(0, chunks.active()), chunks.toString());
        assertEquals(batch, sizes(chunks).stream().mapToInt(Integer::intValue).sum());
      }
    }
  }

  @Test
  void refusesNothingToCutAndNobodyToCutFor() {
    assertThrows(IllegalArgumentException.class, () -> new Chunks(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Chunks(1, 0));
  }

  private static List<Integer> sizes(Chunks chunks) {
    return IntStream.range(0, chunks.towers()).map(chunks::size).boxed().toList();
  }
}
