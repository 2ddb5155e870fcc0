package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.hostile.EncodedSamples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar refuses bombs in one line, soon, with a heap that is small. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BombIT {
  private static final String SMALL_HEAP = "-Xmx512m";
  private static final int TRUE_COLOR = 2;

  private Path folder;

  @BeforeAll
  void lay(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Path bomb = folder.resolve("bomb.png");
    Files.write(
        bomb, EncodedSamples.png("IHDR", EncodedSamples.pngHeader(50_000, 50_000, TRUE_COLOR)));
    for (String images : List.of("train/a", "train/b", "test/a", "test/b")) {
      Path place = Files.createDirectories(folder.resolve("images").resolve(images));
      Files.write(place.resolve("1.png"), EncodedSamples.pngAndJpeg(32, 32).get(0));
    }
    Files.copy(bomb, folder.resolve("images/train/a/0.png"));
    writeArchive(folder.resolve("entry.tar.gz"), "readme");
    writeArchive(folder.resolve("batch.tar.gz"), "data_batch_1");
    Path deep = Files.createDirectories(folder.resolve("deep"));
    Files.write(deep.resolve("saved_model.pb"), nested(100_000));
  }

  @Test
  void archiveThatUnpacksToTenGigabytes() throws Exception {
    assertRefused("unpacks to more than", "--data", "entry.tar.gz");
    assertRefused("data_batch_1", "--data", "batch.tar.gz");
  }

  @Test
  void imageOfManyPixels() throws Exception {
    assertRefused("found 50000 x 50000", "--data", "images");
  }

  @Test
  void imageToPredictOfManyPixels() throws Exception {
    String[] tiny = {"--data", "sample", "--epochs", "1", "--batch-size", "100"};
    TrainJar jar = TrainJar.in(folder).withJavaOptions(SMALL_HEAP);
    assertEquals(0, jar.run(tiny).exitCode());
    TrainJar.Outcome outcome = jar.run("predict", "--model", "savedmodel/quickstart", "bomb.png");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().stream().anyMatch(line -> line.contains("found 50000 x 50000")));
  }

  @Test
  void modelThatIsNestedDeeply() throws Exception {
    assertRefused("does not load", "inspect", "--model", "deep");
  }

  private void assertRefused(String expected, String... arguments) throws Exception {
    TrainJar.Outcome outcome = TrainJar.in(folder).withJavaOptions(SMALL_HEAP).run(arguments);
    assertEquals(1, outcome.err().size(), outcome.err()::toString);
    assertTrue(outcome.err().get(0).contains(expected), outcome.err()::toString);
    assertEquals(2, outcome.exitCode());
  }

  /** A file of ten gigabytes, all zeros, as far as anyone will want to read it. */
  private static void writeArchive(Path archive, String name) throws IOException {
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(archive))) {
      TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(10L << 30);
      tar.putArchiveEntry(entry);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 512; i++) {
        tar.write(zeros);
      }
      tar.flush();
    }
  }

  /** A message in a message, and so on: field 2, of which the lengths grow outwards. */
  private static byte[] nested(int depth) {
    byte[] bytes = new byte[6 * depth];
    int length = 0;
    for (int i = 0; i < depth; i++) {
      int at = bytes.length - length;
      bytes[at - 1] = (byte) (length >> 28 & 0x0f);
      bytes[at - 2] = (byte) (length >> 21 | 0x80);
      bytes[at - 3] = (byte) (length >> 14 | 0x80);
      bytes[at - 4] = (byte) (length >> 7 | 0x80);
      bytes[at - 5] = (byte) (length | 0x80);
      bytes[at - 6] = 2 << 3 | 2;
      length += 6;
    }
    return bytes;
  }
}
