package dev.towers.data.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.LabeledImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonBatchTest {

  @Test
  void readsTheFolder(@TempDir Path folder) throws Exception {
    for (int batch = 0; batch < 6; batch++) {
      String name = Cifar10Layout.PYTHON.files().get(batch);
      Files.write(folder.resolve(name), PickledBatch.whole(batch, 150));
    }
    SmallCifar10.assertWhole(150, DataSource.parse(folder.toString()).read(Progress.silent()));
  }

  @Test
  void readsNumpy2() throws IOException {
    byte[] file =
        new PickledBatch().begin().labels(0, 2).data(0, 2, "numpy._core.multiarray", "u1").end();
    assertEquals(2, read(file).size());
  }

  @Test
  void readsBytesThatPython3WroteForPython2() throws IOException {
    byte[] plain =
        new PickledBatch().begin().labels(0, 1).data(0, 1, "numpy.core.multiarray", "u1").end();
    byte[] file =
        new PickledBatch()
            .begin()
            .labels(0, 1)
            .dataBefore(1, "numpy.core.multiarray", "u1")
            .encoded(SmallCifar10.planes(0, 0))
            .dataAfter()
            .end();
    assertArrayEquals(pixels(read(plain)), pixels(read(file)));
  }

  @Test
  void readsProtocol5() throws IOException {
    byte[] plain =
        new PickledBatch().begin().labels(0, 2).data(0, 2, "numpy.core.multiarray", "u1").end();
    byte[] file = new PickledBatch().begin().labels(0, 2).wholeData(0, 2).end();
    file[1] = 5;
    assertArrayEquals(pixels(read(plain)), pixels(read(file)));
  }

  /** Python 3 writes each name of a file so for Python 2. */
  @Test
  void readsAsManyCallsAsThereAreNames() throws IOException {
    PickledBatch file = new PickledBatch().begin().labels(0, 1).name("filenames").raw(']', '(');
    for (int i = 0; i < 10_000; i++) {
      file.encoded(new byte[] {'a'});
    }
    file.raw('e').data(0, 1, "numpy.core.multiarray", "u1");
    assertEquals(1, read(file.end()).size());
  }

  @Test
  void refusesEveryTruncation() {
    byte[] whole = PickledBatch.whole(0, 1);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Refusal.of(() -> read(cut), "data_batch_1", "as Python pickles it");
    }
  }

  @Test
  void refusesBytesToSpare() {
    byte[] whole = PickledBatch.whole(0, 1);
    Refusal.of(() -> read(Arrays.copyOf(whole, whole.length + 1)), "to spare");
  }

  @Test
  void refusesCallOfAnythingElse() {
    byte[] attack = "\u0080\u0002cos\nsystem\nU\u0004echo\u0085R.".getBytes(ISO_8859_1);
    Refusal.of(() -> read(attack), "the Python name os.system");
    byte[] arrayAttack =
        new PickledBatch().begin().labels(0, 1).data(0, 1, "evil.module", "u1").end();
    Refusal.of(() -> read(arrayAttack), "the Python name evil.module._reconstruct");
  }

  @Test
  void refusesOtherElementType() {
    byte[] file =
        new PickledBatch().begin().labels(0, 1).data(0, 1, "numpy.core.multiarray", "f8").end();
    Refusal.of(() -> read(file), "a call of numpy.dtype that makes no bytes", "labels.tolist()");
  }

  @Test
  void refusesLabelsThatDoNotFit() {
    byte[] fewer =
        new PickledBatch().begin().labels(0, 1).data(0, 2, "numpy.core.multiarray", "u1").end();
    Refusal.of(() -> read(fewer), "expected 2 labels", "found 1");
    byte[] large =
        new PickledBatch()
            .begin()
            .name("labels")
            .raw(']', 'K', 10, 'a')
            .data(0, 1, "numpy.core.multiarray", "u1")
            .end();
    Refusal.of(() -> read(large), "labels from 0 to 9", "label 10 at image 0");
    byte[] text =
        new PickledBatch()
            .begin()
            .name("labels")
            .raw(']')
            .text("cat")
            .raw('a')
            .data(0, 1, "numpy.core.multiarray", "u1")
            .end();
    Refusal.of(() -> read(text), "integers as labels");
  }

  @Test
  void refusesOtherValues() {
    Refusal.of(() -> read(new PickledBatch().begin().end()), "\"data\"", "\"labels\"");
    Refusal.of(() -> read(new PickledBatch().raw(0x80, 2, 'N', '.').bytes()), "another value");
    Refusal.of(() -> read(new PickledBatch().raw(0x80, 0, 'N', '.').bytes()), "protocol 0");
    Refusal.of(() -> read(new PickledBatch().raw(0x80, 2, 'R').bytes()), "no value on the stack");
    Refusal.of(() -> read(new PickledBatch().raw(0x80, 2, 'I').bytes()), "opcode 0x49 at byte 2");
  }

  @Test
  void refusesLengthsThatLie() {
    for (int length : new int[] {-1, Integer.MAX_VALUE, 5}) {
      byte[] file = new PickledBatch().raw(0x80, 2, 'T').raw32(length).raw('a', '.').bytes();
      Refusal.of(() -> read(file), "its end in the middle of a value");
    }
  }

  @Test
  void endsSoonOnTraps() {
    byte[] deep = new byte[5_000_000];
    Arrays.fill(deep, (byte) ']');
    byte[] marks = new byte[5_000_000];
    Arrays.fill(marks, (byte) '(');
    byte[] itself = new PickledBatch().raw(0x80, 2, ']', 'q', 0, 'h', 0, 'a', '.').bytes();
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          Refusal.of(() -> read(deep), "more than 1000000 steps");
          Refusal.of(() -> read(marks), "more than 1000000 steps");
          Refusal.of(() -> read(itself), "another value");
        });
  }

  @Test
  void refusesToCopyTheFileOverAndOver() {
    PickledBatch file = new PickledBatch().begin().encoded(new byte[10_000]);
    for (int i = 0; i < 7; i++) { // the same text, encoding and function again
      file.raw('h', 2, 'h', 5, 'R');
    }
    Refusal.of(() -> read(file.bytes()), "calls that copy more bytes than it has");
  }

  @Test
  void refusesWithAMessageWhateverTheBytes() throws IOException {
    byte[] whole = PickledBatch.whole(0, 1);
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] broken = whole.clone();
      // The first 200 bytes hold most of the opcodes; the rest is pixels.
      broken[random.nextInt(200)] = (byte) random.nextInt(256);
      try {
        read(broken);
      } catch (InputException expected) {
        // a changed name of an unused entry is no error; any other exception is
      }
    }
  }

  private static byte[] pixels(LabeledImages images) {
    byte[] pixels = new byte[3072];
    images.copyPixels(0, pixels, 0);
    return pixels;
  }

  private static LabeledImages read(byte[] file) throws IOException {
    return PythonBatch.read(new ByteArrayInputStream(file), file.length, "data_batch_1");
  }
}
