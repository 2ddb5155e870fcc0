package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFolderTest {
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({"-, ''", "., ''", "-, .gz"})
  void readsTheFourFiles(String mark, String ending) throws Exception {
    for (Map.Entry<String, byte[]> file : SmallMnist.files().entrySet()) {
      String name = file.getKey().replace("-idx", mark + "idx") + ending;
      byte[] bytes = file.getValue();
      Files.write(temp.resolve(name), ending.isEmpty() ? bytes : SmallMnist.packed(bytes));
    }
    Dataset found = DataSource.parse(temp.toString()).read(Progress.silent());
    SmallMnist.assertWhole(found);
    assertEquals(DIGITS, found.classNames());
    assertEquals(temp.toString(), found.name());
  }

  @Test
  void knowsTheNamesOfFashion() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("Fashion-MNIST/raw"));
    SmallMnist.write(folder);
    Dataset found = DataSource.parse(folder.toString()).read(Progress.silent());
    assertEquals("Ankle boot", found.classNames().get(9));
  }

  @Test
  void namesTheClassesAsItIsTold() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("fashion"));
    SmallMnist.write(folder);
    Dataset digits = new IdxFolder(folder).read("MNIST", DIGITS);
    assertEquals("MNIST", digits.name());
    assertEquals(DIGITS, digits.classNames());
    Refusal.of(
        () -> new IdxFolder(folder).read("MNIST", DIGITS.subList(0, 9)),
        "labels from 0 to 8",
        "label 9");
    byte[] labels = SmallMnist.files().get("train-labels-idx1-ubyte");
    labels[8 + 9] = 5; // fewer classes than names
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels);
    assertEquals(DIGITS, new IdxFolder(folder).read("MNIST", DIGITS).classNames());
  }

  @Test
  void refusesWhatIsDamaged() throws IOException {
    SmallMnist.write(temp);
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
}
