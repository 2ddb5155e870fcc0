package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.hostile.Fuzz;
import dev.towers.hostile.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar100FolderTest {
  private static final int RECORD = 3074;

  @TempDir private Path folder;

  @BeforeEach
  void lay() throws IOException {
    Files.write(
        folder.resolve("fine_label_names.txt"),
        IntStream.range(0, 100).mapToObj(i -> "class " + i).toList());
    Files.write(folder.resolve("train.bin"), records(0, 99, 42));
    Files.write(folder.resolve("test.bin"), records(7));
  }

  @Test
  void readsFineLabels() throws Exception {
    Dataset found = DataSource.parse(folder.toString()).read(Progress.silent());
    assertEquals("CIFAR-100", found.name());
    assertEquals(100, found.classNames().size());
    assertEquals(List.of(0, 99, 42), IntStream.range(0, 3).mapToObj(found.train()::label).toList());
    byte[] pixels = new byte[3072];
    found.train().copyPixels(1, pixels, 0);
    assertArrayEquals(new byte[] {1, 2, 3, 1, 2, 3}, Arrays.copyOf(pixels, 6));
  }

  @Test
  void refusesWhatIsDamaged() throws IOException {
    Files.write(folder.resolve("train.bin"), new byte[RECORD + 1]);
    Refusal.ofSource(folder, "1 to 50000 records of 3074 bytes", "3075 bytes");
    Files.write(folder.resolve("train.bin"), records(100));
    Refusal.ofSource(folder, "labels from 0 to 99", "label 100 at image 0");
    Files.write(folder.resolve("train.bin"), records(1));
    Files.delete(folder.resolve("test.bin"));
    Refusal.ofSource(folder, "test.bin", "found none");
    Files.write(folder.resolve("fine_label_names.txt"), List.of("alone"));
    Refusal.ofSource(folder, "the names of 2 to 256 classes", "found 1");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws Exception {
    List<String> names = List.of("train.bin", "test.bin", "fine_label_names.txt");
    Fuzz.of("CIFAR-100 folder")
        .run(
            500,
            1,
            random -> {
              Path file = folder.resolve(names.get(random.nextInt(names.size())));
              byte[] whole = Files.readAllBytes(file);
              Files.write(file, Mutation.of(whole, 8, random));
              try {
                Dataset found = DataSource.parse(folder.toString()).read(Progress.silent());
                assertEquals(Cifar10.SHAPE, found.shape());
              } finally {
                Files.write(file, whole);
              }
            });
  }

  /** The planes of each are full of ones, of twos and of threes. */
  private static byte[] records(int... fine) {
    byte[] all = new byte[fine.length * RECORD];
    for (int i = 0; i < fine.length; i++) {
      all[i * RECORD] = 19;
      all[i * RECORD + 1] = (byte) fine[i];
      for (int k = 0; k < 3072; k++) {
        all[i * RECORD + 2 + k] = (byte) (1 + k / 1024);
      }
    }
    return all;
  }
}
