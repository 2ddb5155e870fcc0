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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged copies of CIFAR-10 are read as what they hold, or refused. */
class Cifar10FuzzTest {
  private static final int TAR_BLOCK = 512;

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
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("l".repeat(150) + "/readme", new byte[10]); // so that there is a long name
    files.putAll(TarGz.binaryFiles(1));
    byte[] tar = unpacked(TarGz.ofLongNames(files));
    Path file = input.resolve("cifar.tar.gz");
    Fuzz.of("tar in a tar.gz")
        .run(
            600,
            1,
            random -> {
              byte[] damaged = tar.clone();
              if (random.nextBoolean()) {
                damageHeader(damaged, random);
              } else {
                damaged = Mutation.of(damaged, TAR_BLOCK * 4, random);
              }
              Files.write(file, packed(damaged));
              assertSound(read(file));
            });
  }

  /** Most bytes of a small archive are pixels: this one hits a header, and mends its sum. */
  private static void damageHeader(byte[] tar, Random random) {
    List<Integer> headers = new ArrayList<>();
    for (int at = 0; at + TAR_BLOCK <= tar.length; at += TAR_BLOCK) {
      if (new String(tar, at + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
        headers.add(at);
      }
    }
    int header = headers.get(random.nextInt(headers.size()));
    for (int edit = 0; edit <= random.nextInt(3); edit++) {
      int at = header + random.nextInt(TAR_BLOCK);
      tar[at] =
          (byte)
              (random.nextBoolean()
                  ? "01234567xLKgSVDNM".charAt(random.nextInt(17))
                  : random.nextInt(256));
      if (random.nextInt(3) == 0) {
        tar[header + 156] = (byte) "0123456xLKgSVDNM".charAt(random.nextInt(16));
      }
    }
    int sum = 8 * ' ';
    for (int i = 0; i < TAR_BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : tar[header + i] & 0xff;
    }
    byte[] octal = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, tar, header + 148, 8);
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

  private static byte[] unpacked(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  private static byte[] packed(byte[] tar) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(tar);
    }
    return out.toByteArray();
  }
}
