package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import dev.towers.hostile.Fuzz;
import dev.towers.hostile.Mutation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged copies of CIFAR-100 are read as what they hold, or refused. */
class Cifar100FuzzTest {
  @TempDir private Path folder;
  private final Map<String, byte[]> files = SmallCifar100.files();

  @Test
  void folder() throws Exception {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    List<String> names = List.copyOf(files.keySet());
    Fuzz.of("CIFAR-100 folder")
        .run(
            500,
            1,
            random -> {
              String name = names.get(random.nextInt(names.size()));
              Path file = folder.resolve(name);
              Files.write(file, Mutation.of(files.get(name), 8, random));
              try {
                assertSound(read(folder));
              } finally {
                Files.write(file, files.get(name));
              }
            });
  }

  @Test
  void archive() throws Exception {
    byte[] whole = TarGz.of(files);
    Path file = folder.resolve("cifar.tar.gz");
    Fuzz.of("CIFAR-100 tar.gz")
        .run(
            500,
            1,
            random -> {
              Files.write(file, Mutation.of(whole, 20, random));
              SmallCifar100.assertWhole(read(file)); // its checksum tells all else
            });
  }

  @Test
  void tarInsideTheArchive() throws Exception {
    DamagedTar tar = DamagedTar.of(files);
    Path file = folder.resolve("cifar.tar.gz");
    Fuzz.of("CIFAR-100 tar in a tar.gz")
        .run(
            600,
            1,
            random -> {
              Files.write(file, tar.packed(random));
              assertSound(read(file));
            });
  }

  private static Dataset read(Path path) throws Exception {
    return DataSource.parse(path.toString()).read(Progress.silent());
  }

  private static void assertSound(Dataset found) {
    assertEquals(Cifar10.SHAPE, found.shape());
    for (LabeledImages images : List.of(found.train(), found.test())) {
      for (int i = 0; i < images.size(); i++) {
        assertTrue(images.label(i) < found.classNames().size());
      }
    }
  }
}
