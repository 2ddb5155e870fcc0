package dev.towers.data.source;

import dev.towers.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of paths and of the archive as a whole, {@link Cifar10ArchiveTest} tests. */
class Cifar100ArchiveTest {
  @TempDir private Path folder;
  private final Map<String, byte[]> files = SmallCifar100.files();

  @Test
  void readsFilesInAnyOrderAmongOthers() throws Exception {
    List<String> names = new ArrayList<>(files.keySet());
    for (int turn = 0; turn < names.size(); turn++) {
      Collections.rotate(names, 1);
      Map<String, byte[]> inOrder = new LinkedHashMap<>();
      inOrder.put("cifar-100-binary/coarse_label_names.txt", new byte[10]);
      names.forEach(name -> inOrder.put("cifar-100-binary/" + name, files.get(name)));
      Path archive = write(TarGz.of(inOrder));
      SmallCifar100.assertWhole(DataSource.parse(archive.toString()).read(Progress.silent()));
    }
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = TarGz.of(files);
    for (int length = 1; length < whole.length; length += Math.max(1, whole.length / 60)) {
      Refusal.ofSource(write(Arrays.copyOf(whole, length)), "a whole .tar.gz of CIFAR-10 or");
    }
    Refusal.ofSource(write(Arrays.copyOf(whole, whole.length - 1)), "found one that is cut short");
  }

  @Test
  void refusesFlippedBits() throws IOException {
    byte[] whole = TarGz.of(files);
    for (int at = 20; at < whole.length; at += Math.max(1, whole.length / 20)) {
      byte[] corrupt = whole.clone();
      corrupt[at] ^= 0x10;
      Refusal.ofSource(write(corrupt), folder.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.bin", "test.bin", "fine_label_names.txt"})
  void refusesAFileThatIsMissingOrThereTwice(String name) throws IOException {
    byte[] content = files.remove(name);
    Refusal.ofSource(write(TarGz.of(files)), "the files train.bin, test.bin", "found no " + name);
    files.put(name, content);
    files.put("again/" + name, content);
    Refusal.ofSource(write(TarGz.of(files)), "one " + name, "found two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.bin", "test.bin"})
  void refusesWrongLengths(String name) throws IOException {
    for (int length : List.of(0, 1, 3073, 3075, 50_001 * SmallCifar100.RECORD_BYTES)) {
      files.put(name, new byte[length]);
      Refusal.ofSource(write(TarGz.of(files)), name, "1 to 50000 records", length + " bytes");
    }
  }

  @Test
  void refusesLabelsWithoutANameWhicheverComesFirst() throws IOException {
    files.put("train.bin", SmallCifar100.records(0, 100));
    Refusal.ofSource(
        write(TarGz.of(files)), "train.bin", "labels from 0 to 99", "label 100 at image 1");
    files.put("fine_label_names.txt", files.remove("fine_label_names.txt")); // now the last
    Refusal.ofSource(
        write(TarGz.of(files)), "train.bin", "labels from 0 to 99", "label 100 at image 1");
  }

  @Test
  void refusesFilesOfBothDataSets() throws IOException {
    files.putAll(TarGz.binaryFiles(1));
    Refusal.ofSource(write(TarGz.of(files)), "one layout", "data_batch_1.bin of another");
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("archive.tar.gz"), content);
  }
}
