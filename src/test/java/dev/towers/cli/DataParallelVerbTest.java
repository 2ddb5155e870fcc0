package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataParallelVerbTest {

  /** Chunks of each batch, as {@code torch.chunk} cuts them. */
  @ParameterizedTest
  @CsvSource({
    "1, Let's use 1 device, 30, 10",
    "2, Let's use 2 devices, 15 15, 5 5",
    "3, Let's use 3 devices, 10 10 10, 4 4 2",
    "8, Let's use 8 devices, 4 4 4 4 4 4 4 2, 2 2 2 2 2"
  })
  void showsEachTowerAndEachBatch(int devices, String title, String of30, String of10) {
    List<String> expected = new ArrayList<>(List.of(title));
    for (int i = 0; i < 3; i++) {
      expected.addAll(batch(30, of30));
    }
    expected.addAll(batch(10, of10));

    InProcess run = InProcess.run("data-parallel", "--devices", "cpu:" + devices);

    assertEquals(0, run.exitCode(), run.err()::toString);
    assertEquals(expected, run.out());
  }

  @Test
  void aBatchMayBeLargerThanTheData() {
    InProcess run = InProcess.run("data-parallel", "--devices", "cpu:3", "--batch-size", "101");
    List<String> expected = new ArrayList<>(List.of("Let's use 3 devices"));
    expected.addAll(batch(100, "34 34 32"));
    assertEquals(expected, run.out());
  }

  @Test
  void aBatchHasARow() {
    InProcess run = InProcess.run("data-parallel", "--batch-size", "0");
    assertEquals(2, run.exitCode());
    assertEquals(
        List.of("error: --batch-size takes a whole number of at least 1, not 0"), run.err());
  }

  private static List<String> batch(int rows, String chunks) {
    List<String> lines = new ArrayList<>();
    Arrays.stream(chunks.split(" "))
        .map(chunk -> "In Model: input size [%s, 5], output size [%s, 2]".formatted(chunk, chunk))
        .forEach(lines::add);
    lines.add("Outside: input size [%d, 5], output_size [%d, 2]".formatted(rows, rows));
    return lines;
  }
}
