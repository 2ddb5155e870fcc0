package dev.towers.data.source;

import dev.towers.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar100FolderTest {
  @TempDir private Path temp;
  private Path folder;

  @BeforeEach
  void lay() throws IOException {
    folder = Files.createDirectory(temp.resolve("cifar-100-binary"));
    for (Map.Entry<String, byte[]> file : SmallCifar100.files().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  @Test
  void readsTheFolderAndTheOneAboveIt() throws Exception {
    for (Path named : List.of(folder, temp)) {
      SmallCifar100.assertWhole(DataSource.parse(named.toString()).read(Progress.silent()));
    }
  }

  @Test
  void refusesWhatIsDamaged() throws IOException {
    Files.write(folder.resolve("train.bin"), new byte[SmallCifar100.RECORD_BYTES + 1]);
    Refusal.ofSource(folder, "1 to 50000 records of 3074 bytes", "3075 bytes");
    Files.write(folder.resolve("train.bin"), SmallCifar100.records(100));
    Refusal.ofSource(folder, "train.bin", "labels from 0 to 99", "label 100 at image 0");
    Files.write(folder.resolve("train.bin"), SmallCifar100.records(1));
    Files.delete(folder.resolve("test.bin"));
    Refusal.ofSource(folder, "the files train.bin, test.bin", "found no test.bin");
    Files.createDirectory(folder.resolve("test.bin"));
    Refusal.ofSource(folder, "test.bin", "expected a file");
  }

  @Test
  void refusesNamesThatAreNone() throws IOException {
    Path names = folder.resolve("fine_label_names.txt");
    Files.write(names, List.of("alone"));
    Refusal.ofSource(folder, "fine_label_names.txt", "the names of 2 to 256 classes", "found 1");
    Files.writeString(names, "one\n".repeat(257));
    Refusal.ofSource(folder, "the names of 2 to 256 classes", "found 257");
    Files.write(names, new byte[] {'a', '\n', (byte) 0xff, '\n'});
    Refusal.ofSource(folder, "found what is no text in UTF-8");
    Files.writeString(names, "cat\n\u001b[31mdog\n");
    Refusal.ofSource(folder, "found control characters");
    Files.writeString(names, " ".repeat(1 << 16) + "cat\ndog\n");
    Refusal.ofSource(folder, "found more than 65536 bytes");
  }
}
