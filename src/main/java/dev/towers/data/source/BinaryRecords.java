package dev.towers.data.source;

import dev.towers.data.LabeledImages;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file of the binary layouts of CIFAR-10 and CIFAR-100: records of one or two label bytes, of
 * which the last is what counts, and of 3,072 pixel bytes, first all red, then all green, then all
 * blue, each row by row.
 *
 * @param classes how many labels there may be
 * @param most how many records a file of the original has; a subset has fewer
 */
record BinaryRecords(int labelBytes, int classes, int most) {
  static final BinaryRecords CIFAR10 =
      new BinaryRecords(1, Cifar10.CLASS_NAMES.size(), Cifar10.BATCH_IMAGES);

  /** Its labels have names in another file, which may come later and tells how many they are. */
  static final BinaryRecords CIFAR100 = new BinaryRecords(2, 256, 50_000);

  /**
   * The images of one file.
   *
   * @param length of the file in bytes; no more is read
   * @param file how messages name it
   * @throws dev.towers.InputException if it is not of whole records, or a label is too high
   */
  LabeledImages read(InputStream in, long length, String file) throws IOException {
    int imageBytes = Cifar10.SHAPE.bytes();
    int recordBytes = labelBytes + imageBytes;
    if (length < 1 || length > (long) most * recordBytes || length % recordBytes != 0) {
      throw Cifar10Layout.broken(
          file, "1 to %d records of %d bytes".formatted(most, recordBytes), length + " bytes");
    }
    int[] labels = new int[(int) (length / recordBytes)];
    byte[] pixels = LabeledImages.openPixels(labels.length, Cifar10.SHAPE);
    byte[] record = new byte[recordBytes];
    for (int i = 0; i < labels.length; i++) {
      int got = in.readNBytes(record, 0, recordBytes);
      if (got < recordBytes) {
        long found = (long) i * recordBytes + got;
        throw Cifar10Layout.broken(file, length + " bytes", "its end after " + found);
      }
      labels[i] = Cifar10.requireLabel(record[labelBytes - 1] & 0xff, classes, i, file);
      Cifar10.interleave(record, labelBytes, pixels, i * imageBytes);
    }
    return new LabeledImages(Cifar10.SHAPE, pixels, labels);
  }
}
