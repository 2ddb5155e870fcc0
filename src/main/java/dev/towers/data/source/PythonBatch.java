package dev.towers.data.source;

import dev.towers.data.LabeledImages;
import dev.towers.data.source.PickleValue.ByteArray;
import dev.towers.data.source.PickleValue.Dictionary;
import dev.towers.data.source.PickleValue.Matrix;
import dev.towers.data.source.PickleValue.Sequence;
import dev.towers.data.source.PickleValue.Whole;
import java.io.IOException;
import java.io.InputStream;

/**
 * A batch file of CIFAR-10's python layout: a pickled dictionary whose {@code data} is a numpy
 * matrix with a row of red, green and blue planes for each image, and whose {@code labels} is a
 * list of integers. Its other entries are of no use here.
 */
final class PythonBatch {
  /** The original's are 31 MB each; as strings to encode they would be 46 MB. */
  private static final int MOST_BYTES = 64_000_000;

  private PythonBatch() {}

  /** See {@link Cifar10Layout#read}. */
  static LabeledImages read(InputStream in, long length, String file) throws IOException {
    if (length > MOST_BYTES) {
      throw Cifar10Layout.broken(file, "at most " + MOST_BYTES + " bytes", length + " bytes");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (!(Pickle.read(bytes, file) instanceof Dictionary dictionary)
        || !(dictionary.entries().get("data") instanceof ByteArray data)
        || data.content() == null
        || !(dictionary.entries().get("labels") instanceof Sequence labels)) {
      throw Cifar10Layout.broken(
          file, "a dictionary with \"data\" (bytes) and \"labels\" (a list)", "another value");
    }
    requireShape(data.content(), file);
    return images(data.content(), labels(labels, data.content().rows(), file));
  }

  private static void requireShape(Matrix data, String file) {
    boolean fits =
        data.rows() >= 1
            && data.rows() <= Cifar10.BATCH_IMAGES
            && data.columns() == Cifar10.SHAPE.bytes()
            && data.bytes().length() == data.rows() * data.columns();
    if (!fits) {
      throw Cifar10Layout.broken(
          file,
          "1 to %d rows of %d bytes".formatted(Cifar10.BATCH_IMAGES, Cifar10.SHAPE.bytes()),
          "%d bytes for %d rows of %d"
              .formatted(data.bytes().length(), data.rows(), data.columns()));
    }
  }

  private static int[] labels(Sequence list, long images, String file) {
    if (list.size() != images) {
      throw Cifar10Layout.broken(file, images + " labels", String.valueOf(list.size()));
    }
    int[] labels = new int[list.size()];
    for (int i = 0; i < labels.length; i++) {
      if (!(list.get(i) instanceof Whole label)) {
        throw Cifar10Layout.broken(file, "integers as labels", "something else at image " + i);
      }
      labels[i] = Cifar10.requireLabel(label.value(), Cifar10.CLASS_NAMES.size(), i, file);
    }
    return labels;
  }

  private static LabeledImages images(Matrix data, int[] labels) {
    int imageBytes = Cifar10.SHAPE.bytes();
    byte[] pixels = LabeledImages.openPixels(labels.length, Cifar10.SHAPE);
    for (int i = 0; i < labels.length; i++) {
      int from = data.bytes().from() + i * imageBytes;
      Cifar10.interleave(data.bytes().file(), from, pixels, i * imageBytes);
    }
    return new LabeledImages(Cifar10.SHAPE, pixels, labels);
  }
}
