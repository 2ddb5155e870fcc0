package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageShape;
import dev.towers.hostile.Fuzz;
import dev.towers.hostile.Mutation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFolderTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({"-, ''", "., ''", "-, .gz"})
  void readsTheFourFiles(String mark, String ending) throws Exception {
    lay(temp, mark, ending);
    Dataset found = DataSource.parse(temp.toString()).read(Progress.silent());
    assertEquals(new ImageShape(2, 3, 1), found.shape());
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), found.classNames());
    assertEquals(10, found.train().size());
    assertEquals(2, found.test().size());
    assertEquals(7, found.train().label(7));
    byte[] pixels = new byte[6];
    found.train().copyPixels(1, pixels, 0);
    assertArrayEquals(new byte[] {6, 7, 8, 9, 10, 11}, pixels);
  }

  @Test
  void knowsTheNamesOfFashion() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("Fashion-MNIST/raw"));
    lay(folder, "-", "");
    Dataset found = DataSource.parse(folder.toString()).read(Progress.silent());
    assertEquals("Ankle boot", found.classNames().get(9));
  }

  @Test
  void refusesWhatIsDamaged() throws Exception {
    lay(temp, "-", "");
    Path images = temp.resolve("train-images-idx3-ubyte");
    byte[] whole = Files.readAllBytes(images);
    for (int length = 0; length < whole.length; length += 5) {
      Files.write(images, Arrays.copyOf(whole, length));
      Refusal.ofSource(temp, "train-images-idx3-ubyte");
    }
    Files.write(images, Arrays.copyOf(whole, whole.length + 1));
    Refusal.ofSource(temp, "60 bytes after its header", "more");
    Files.write(images, ByteBuffer.wrap(whole.clone()).putInt(0, 0x801).array());
    Refusal.ofSource(temp, "the number 0x803 first", "0x801");
    Files.write(images, ByteBuffer.wrap(whole.clone()).putInt(4, Integer.MAX_VALUE).array());
    Refusal.ofSource(temp, "2 GB in all", "2147483647 of 2 x 3");
    Files.write(images, ByteBuffer.wrap(whole.clone()).putInt(4, 9).array());
    Refusal.ofSource(temp, "9 labels", "found 10");
    Files.write(images, whole);
    Files.delete(temp.resolve("t10k-labels-idx1-ubyte"));
    Refusal.ofSource(temp, "a file t10k-labels-idx1-ubyte, or .gz of it", "found none");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws Exception {
    lay(temp, "-", "");
    List<String> names =
        List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte");
    Fuzz.of("IDX folder")
        .run(
            1_000,
            1,
            random -> {
              Path file = temp.resolve(names.get(random.nextInt(names.size())));
              byte[] whole = Files.readAllBytes(file);
              Files.write(file, Mutation.of(whole, 16, random));
              try {
                Dataset found = DataSource.parse(temp.toString()).read(Progress.silent());
                assertEquals(found.shape(), found.test().shape());
              } finally {
                Files.write(file, whole);
              }
            });
  }

  private static void lay(Path folder, String mark, String ending) throws IOException {
    for (int part = 0; part < 2; part++) {
      String name = part == 0 ? "train" : "t10k";
      int count = part == 0 ? 10 : 2;
      ByteBuffer images = ByteBuffer.allocate(16 + count * 6);
      images.putInt(0x803).putInt(count).putInt(2).putInt(3);
      ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
      for (int i = 0; i < count; i++) {
        labels.put((byte) i);
        for (int k = 0; k < 6; k++) {
          images.put((byte) (6 * i + k));
        }
      }
      write(folder.resolve(name + "-images" + mark + "idx3-ubyte" + ending), images.array());
      write(folder.resolve(name + "-labels" + mark + "idx1-ubyte" + ending), labels.array());
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(bytes);
    }
  }
}
