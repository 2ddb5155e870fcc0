package dev.towers.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfRecordFileTest {
  private static final byte[] FIRST = "the first".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SECOND = "the second, longer".getBytes(StandardCharsets.UTF_8);
  private static final int FRAME = 16;

  /** The frame that TensorBoard reads around the record {@code a}. */
  @Test
  void framesRecordsAsTensorFlowDoes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("records");
    TfRecordFile.write(file, List.of("a".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        "0100000000000000" + "0175de41" + "61" + "786ee428",
        HexFormat.of().formatHex(Files.readAllBytes(file)));
  }

  @Test
  void readsUpToTheFirstRecordThatIsNotWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("records");
    TfRecordFile.write(file, List.of(FIRST, SECOND));
    byte[] whole = Files.readAllBytes(file);
    int firstEnd = FIRST.length + FRAME;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int expected = length < firstEnd ? 0 : length < whole.length ? 1 : 2;
      assertEquals(expected, TfRecordFile.readWhole(file).size(), "of " + length + " bytes");
    }
    for (int at = firstEnd; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(file, damaged);
      List<byte[]> records = TfRecordFile.readWhole(file);
      assertEquals(1, records.size(), "with byte " + at + " damaged");
      assertArrayEquals(FIRST, records.get(0));
    }
  }
}
