package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import dev.towers.hostile.Fuzz;
import dev.towers.hostile.Mutation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged copies of CIFAR-10 are read as what they hold, or refused. */
class Cifar10FuzzTest {
  @TempDir private Path temp;
  private Path input;
  private Path bystander;

  @BeforeEach
  void lay() throws IOException {
    input = Files.createDirectory(temp.resolve("input"));
    bystander = Files.writeString(temp.resolve("bystander"), "untouched");
  }

  @AfterEach
  void nothingElseIsWritten() throws IOException {
    assertEquals("untouched", Files.readString(bystander));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(List.of(bystander, input), files.sorted().toList());
    }
  }

  @Test
  void binaryFolder() throws Exception {
    SmallCifar10.writeBinary(input, 2);
    Fuzz.of("CIFAR-10 binary folder")
        .run(
            500,
            1,
            random -> {
              int batch = random.nextInt(6);
              Path file = input.resolve(Cifar10Layout.BINARY.files().get(batch));
              byte[] damaged = Mutation.of(SmallCifar10.binary(batch, 2), 8, random);
              Files.write(file, damaged);
              try {
                Dataset found = read(input);
                assertHolds(damaged, batch, found);
              } finally {
                Files.write(file, SmallCifar10.binary(batch, 2));
              }
            });
  }

  @Test
  void pythonFolder() throws Exception {
    List<String> names = Cifar10Layout.PYTHON.files();
    for (int batch = 0; batch < 6; batch++) {
      Files.write(input.resolve(names.get(batch)), PickledBatch.whole(batch, 1));
    }
    Fuzz.of("CIFAR-10 python folder")
        .run(
            500,
            1,
            random -> {
              int batch = random.nextInt(6);
              Path file = input.resolve(names.get(batch));
              byte[] whole = PickledBatch.whole(batch, 1);
              Files.write(file, Mutation.of(whole, 200, random));
              try {
                assertSound(read(input));
              } finally {
                Files.write(file, whole);
              }
            });
  }

  @Test
  void pickle() throws Exception {
    byte[] whole = PickledBatch.whole(0, 1);
    Fuzz.of("pickle of a batch")
        .run(
            3_000,
            1,
            random -> {
              byte[] damaged = Mutation.of(whole, 200, random);
              LabeledImages images =
                  PythonBatch.read(
                      new ByteArrayInputStream(damaged), damaged.length, "data_batch_1");
              assertTrue(images.label(0) < 10);
            });
  }

  @Test
  void archive() throws Exception {
    byte[] whole = TarGz.of(TarGz.binaryFiles(1));
    Path file = input.resolve("cifar.tar.gz");
    Fuzz.of("tar.gz")
        .run(
            500,
            1,
            random -> {
              Files.write(file, Mutation.of(whole, 20, random));
              SmallCifar10.assertWhole(1, read(file)); // its checksum tells all else
            });
  }

  @Test
  void tarInsideTheArchive() throws Exception {
    DamagedTar tar = DamagedTar.of(TarGz.binaryFiles(1));
    Path file = input.resolve("cifar.tar.gz");
    Fuzz.of("tar in a tar.gz")
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
    assertEquals(found.train().size(), 5 * found.test().size());
    for (LabeledImages images : List.of(found.train(), found.test())) {
      for (int i = 0; i < images.size(); i++) {
        assertTrue(images.label(i) < 10);
      }
    }
  }

  /** The images of a batch are those that its file, as far as it is read, has. */
  private static void assertHolds(byte[] file, int batch, Dataset found) {
    LabeledImages set = batch < 5 ? found.train() : found.test();
    for (int i = 0; i < 2; i++) {
      int index = batch < 5 ? batch * 2 + i : i;
      assertEquals(file[i * 3073], set.label(index));
      byte[] pixels = new byte[3072];
      set.copyPixels(index, pixels, 0);
      byte[] expected = new byte[3072];
      Cifar10.interleave(file, i * 3073 + 1, expected, 0);
      assertArrayEquals(expected, pixels);
    }
  }
}
