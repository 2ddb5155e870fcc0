package dev.towers.data.source;

import dev.towers.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Cifar10ArchiveTest {
  @TempDir Path folder;

  @Test
  void readsFilesInAnyOrderAmongOthers() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("cifar-10-batches-bin/readme.html", new byte[10]);
    for (int batch : new int[] {5, 3, 0, 1, 4, 2}) {
      files.put(
          "cifar-10-batches-bin/" + Cifar10Layout.BINARY.files().get(batch),
          SmallCifar10.binary(batch, 3));
    }
    Path archive = write(TarGz.of(files));
    SmallCifar10.assertWhole(3, DataSource.parse(archive.toString()).read(Progress.silent()));
  }

  @Test
  void readsThePythonLayout() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int batch = 0; batch < 6; batch++) {
      files.put(
          "cifar-10-batches-py/" + Cifar10Layout.PYTHON.files().get(batch),
          PickledBatch.whole(batch, 3));
    }
    Path archive = write(TarGz.of(files));
    SmallCifar10.assertWhole(3, DataSource.parse(archive.toString()).read(Progress.silent()));
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = TarGz.of(TarGz.binaryFiles(2));
    for (int length = 1; length < whole.length; length += Math.max(1, whole.length / 60)) {
      Refusal.ofSource(write(Arrays.copyOf(whole, length)), "a whole .tar.gz of CIFAR-10");
    }
    Refusal.ofSource(write(Arrays.copyOf(whole, whole.length - 1)), "found one that is cut short");
  }

  @Test
  void refusesFlippedBits() throws IOException {
    byte[] whole = TarGz.of(TarGz.binaryFiles(2));
    for (int at = 20; at < whole.length; at += whole.length / 20) {
      byte[] corrupt = whole.clone();
      corrupt[at] ^= 0x10;
      Refusal.ofSource(write(corrupt), folder.toString());
    }
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    Refusal.ofSource(write("hello".getBytes()), "a whole .tar.gz of CIFAR-10");
    Refusal.ofSource(write(new byte[0]), "a whole .tar.gz of CIFAR-10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/readme",
        "../readme",
        "a/../../readme",
        "a/..",
        "..\\readme",
        "\\readme",
        "C:\\readme",
        "c:readme"
      })
  void refusesPathThatLeadsOutside(String path) throws IOException {
    Map<String, byte[]> files = TarGz.binaryFiles(2);
    files.put(path, new byte[1]);
    Refusal.ofSource(write(TarGz.of(files)), "stay inside the archive", path);
  }

  @Test
  void tellsInOneLineOfAPathWithTwo() throws IOException {
    Map<String, byte[]> files = TarGz.binaryFiles(2);
    files.put("../a\nb", new byte[1]);
    Refusal.ofSource(write(TarGz.of(files)), "../a?b");
  }

  @Test
  void takesDotsThatDoNotClimb() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("./..readme", new byte[1]);
    files.put("a../b..c/readme", new byte[1]);
    TarGz.binaryFiles(2).forEach((name, content) -> files.put("./" + name, content));
    Path archive = write(TarGz.of(files));
    SmallCifar10.assertWhole(2, DataSource.parse(archive.toString()).read(Progress.silent()));
  }

  @Test
  void refusesArchiveOfSomethingElse() throws IOException {
    Path archive = write(TarGz.of(Map.of("readme", new byte[5])));
    Refusal.ofSource(archive, "data_batch_1.bin", "found no such file");
  }

  @Test
  void refusesMissingFile() throws IOException {
    Map<String, byte[]> files = TarGz.binaryFiles(2);
    files.remove("test_batch.bin");
    Refusal.ofSource(write(TarGz.of(files)), "found no test_batch.bin");
  }

  @Test
  void refusesFileThatIsThereTwice() throws IOException {
    Map<String, byte[]> files = TarGz.binaryFiles(2);
    files.put("again/data_batch_2.bin", SmallCifar10.binary(1, 2));
    Refusal.ofSource(write(TarGz.of(files)), "one data_batch_2.bin", "found two");
  }

  @Test
  void refusesTwoLayoutsInOne() throws IOException {
    Map<String, byte[]> files = TarGz.binaryFiles(2);
    files.put("data_batch_2", new byte[100]);
    Refusal.ofSource(write(TarGz.of(files)), "one layout", "data_batch_2 of another");
  }

  @Test
  void namesTheBrokenFileInside() throws IOException {
    Map<String, byte[]> files = TarGz.binaryFiles(2);
    files.put("data_batch_3.bin", new byte[3072]);
    Refusal.ofSource(write(TarGz.of(files)), "data_batch_3.bin", "found 3072 bytes");
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("archive.tar.gz"), content);
  }
}
