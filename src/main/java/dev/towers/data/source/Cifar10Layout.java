package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.LabeledImages;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The two layouts in which CIFAR-10 is published: six batch files each, named and read alike. */
enum Cifar10Layout {
  BINARY("cifar-10-batches-bin", ".bin", BinaryRecords.CIFAR10::read),
  PYTHON("cifar-10-batches-py", "", PythonBatch::read);

  /** How to read one batch file. */
  private interface BatchFormat {
    LabeledImages read(InputStream in, long length, String file) throws IOException;
  }

  private final String folder;
  private final String ending;
  private final BatchFormat format;

  Cifar10Layout(String folder, String ending, BatchFormat format) {
    this.folder = folder;
    this.ending = ending;
    this.format = format;
  }

  /** The folder that the original archive unpacks to. */
  String folder() {
    return folder;
  }

  /** The names of the five training files, in order, and of the test file. */
  List<String> files() {
    List<String> files = new ArrayList<>();
    for (int i = 1; i <= Cifar10.TRAIN_BATCHES; i++) {
      files.add("data_batch_" + i + ending);
    }
    files.add("test_batch" + ending);
    return files;
  }

  /**
   * The images of one batch file.
   *
   * @param length of the file in bytes; no more is read
   * @param file how messages name it
   * @throws InputException if the file is not what the layout asks for
   */
  LabeledImages read(InputStream in, long length, String file) throws IOException {
    return format.read(in, length, file);
  }

  /** What to throw when a file is not what it should be. */
  static InputException broken(String file, String expected, String found) {
    return new InputException(
        "%s: expected %s, found %s; replace the file with a whole copy"
            .formatted(file, expected, found));
  }
}
