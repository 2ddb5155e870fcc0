package dev.towers.data.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10FolderTest {
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void writeFolder() throws IOException {
    folder = SmallCifar10.writeBinary(parent.resolve("cifar-10-batches-bin"), 4);
  }

  @Test
  void readsTheFolderAndTheOneAboveIt() throws Exception {
    for (Path named : new Path[] {folder, parent}) {
      Dataset found = DataSource.parse(named.toString()).read(Progress.silent());
      SmallCifar10.assertWhole(4, found);
    }
  }

  @Test
  void refusesFileCutShort() throws IOException {
    replace("data_batch_3.bin", Arrays.copyOf(SmallCifar10.binary(2, 4), 4 * 3073 - 1));
    Refusal.ofSource(folder, "data_batch_3.bin", "records of 3073 bytes", "found 12291 bytes");
  }

  @Test
  void refusesFileWithBytesToSpare() throws IOException {
    replace("test_batch.bin", Arrays.copyOf(SmallCifar10.binary(5, 4), 4 * 3073 + 1));
    Refusal.ofSource(folder, "test_batch.bin", "found 12293 bytes");
  }

  @Test
  void refusesFileCutShortBetweenImages() throws IOException {
    replace("data_batch_5.bin", SmallCifar10.binary(4, 2));
    Refusal.ofSource(folder, "data_batch_5.bin", "expected 4 images", "found 2");
  }

  @Test
  void refusesWholeTrainingFilesWithPartOfTheTestFile() throws IOException {
    for (int batch = 0; batch < 5; batch++) {
      replace(Cifar10Layout.BINARY.files().get(batch), new byte[10_000 * 3073]);
    }
    replace("test_batch.bin", new byte[5_000 * 3073]);
    Refusal.ofSource(folder, "test_batch.bin", "expected 10000 images", "found 5000");
  }

  @Test
  void refusesMoreImagesThanABatchHas() throws IOException {
    replace("data_batch_1.bin", new byte[10_001 * 3073]);
    Refusal.ofSource(folder, "data_batch_1.bin", "1 to 10000 records", "found 30733073 bytes");
  }

  @Test
  void refusesEmptyFile() throws IOException {
    replace("data_batch_2.bin", new byte[0]);
    Refusal.ofSource(folder, "data_batch_2.bin", "found 0 bytes");
  }

  @Test
  void refusesLabelOverNine() throws IOException {
    byte[] file = SmallCifar10.binary(1, 4);
    file[2 * 3073] = 10;
    replace("data_batch_2.bin", file);
    Refusal.ofSource(folder, "data_batch_2.bin", "labels from 0 to 9", "label 10 at image 2");
  }

  @Test
  void refusesMissingFile() throws IOException {
    for (String name : new String[] {"test_batch.bin", "data_batch_4.bin"}) {
      Files.delete(folder.resolve(name));
      Refusal.ofSource(folder, folder.toString(), "found no " + name);
    }
  }

  @Test
  void refusesFolderInPlaceOfFile() throws IOException {
    Files.delete(folder.resolve("data_batch_4.bin"));
    Files.createDirectory(folder.resolve("data_batch_4.bin"));
    Refusal.ofSource(folder, "data_batch_4.bin", "expected a file");
  }

  @Test
  void refusesFileThatCannotBeRead() throws IOException {
    Path file = folder.resolve("data_batch_4.bin");
    assumeTrue(
        file.toFile().setReadable(false) && !Files.isReadable(file), "running as a superuser");
    Refusal.ofSource(folder, "data_batch_4.bin", "expected a readable file");
  }

  @Test
  void refusesFolderOfAnotherKind() throws IOException {
    Path other = Files.createDirectories(parent.resolve("other"));
    Refusal.ofSource(other, other.toString(), "data_batch_1.bin", "train/<class>");
    Files.writeString(other.resolve("notes.txt"), "nothing");
    Refusal.ofSource(other, other.toString(), "found none of them");
  }

  private void replace(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }
}
