package dev.towers.data.source;

import dev.towers.data.LabeledImages;
import java.io.IOException;
import java.io.InputStream;

/**
 * A batch file of CIFAR-10's binary layout: records of a label byte and 3,072 pixel bytes, first
 * all red, then all green, then all blue, each row by row.
 */
final class BinaryBatch {
  static final int RECORD_BYTES = 1 + Cifar10.SHAPE.bytes();

  private BinaryBatch() {}

  /** See {@link Cifar10Layout#read}. */
  static LabeledImages read(InputStream in, long length, String file) throws IOException {
    long most = (long) Cifar10.BATCH_IMAGES * RECORD_BYTES;
    if (length < 1 || length > most || length % RECORD_BYTES != 0) {
      throw Cifar10Layout.broken(
          file,
          "1 to %d records of %d bytes".formatted(Cifar10.BATCH_IMAGES, RECORD_BYTES),
          length + " bytes");
    }
    int imageBytes = Cifar10.SHAPE.bytes();
    int[] labels = new int[(int) (length / RECORD_BYTES)];
    byte[] pixels = LabeledImages.openPixels(labels.length, Cifar10.SHAPE);
    byte[] record = new byte[RECORD_BYTES];
    for (int i = 0; i < labels.length; i++) {
      int got = in.readNBytes(record, 0, RECORD_BYTES);
      if (got < RECORD_BYTES) {
        long found = (long) i * RECORD_BYTES + got;
        throw Cifar10Layout.broken(file, length + " bytes", "its end after " + found);
      }
      labels[i] = Cifar10.requireLabel(record[0] & 0xff, i, file);
      Cifar10.interleave(record, 1, pixels, i * imageBytes);
    }
    return new LabeledImages(Cifar10.SHAPE, pixels, labels);
  }
}
