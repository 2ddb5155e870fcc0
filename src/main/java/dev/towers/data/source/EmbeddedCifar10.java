package dev.towers.data.source;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.LabeledImages;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tensorflow.proto.RunOptions;

/**
 * All of CIFAR-10 as JPEG files, which travels with the program so that it can work offline. What
 * the compression lost is on average 5.8 of 255 for a value of a pixel. {@code
 * scripts/PackCifar10.java} tells how the files are packed.
 */
final class EmbeddedCifar10 {
  static final int TRAIN_IMAGES = 50_000;
  static final int TEST_IMAGES = 10_000;

  /** How many files are decoded at a time: enough to keep all cores busy. */
  private static final int SLICE = 1_000;

  private EmbeddedCifar10() {}

  /** All images. */
  static Dataset read(Progress progress) {
    return read(Cifar10.NAME + " (JPEG)", TRAIN_IMAGES, TEST_IMAGES, progress);
  }

  /** The first tenth of both parts. */
  static Dataset readSample(Progress progress) {
    return read(Cifar10.NAME + " sample", TRAIN_IMAGES / 10, TEST_IMAGES / 10, progress);
  }

  private static Dataset read(String name, int training, int test, Progress progress) {
    try (ImageDecoder decoder = ImageDecoder.open(ImageForm.NATIVE, Cifar10.SHAPE);
        Progress.Meter meter = progress.open("Reading images", "images", training + test)) {
      return new Dataset(
          name,
          Cifar10.CLASS_NAMES,
          read("cifar10-train.jpegs", training, decoder, meter::reached),
          read("cifar10-test.jpegs", test, decoder, done -> meter.reached(training + done)));
    }
  }

  private static LabeledImages read(
      String resource, int images, ImageDecoder decoder, IntConsumer afterEach) {
    int[] labels = new int[images];
    byte[] pixels = LabeledImages.openPixels(images, Cifar10.SHAPE);
    try (InputStream packed = EmbeddedCifar10.class.getResourceAsStream(resource);
        DataInputStream in = new DataInputStream(new BufferedInputStream(packed))) {
      byte[] start = in.readNBytes(in.readUnsignedShort());
      for (int from = 0; from < images; from += SLICE) {
        byte[][] files = new byte[Math.min(SLICE, images - from)][];
        for (int i = 0; i < files.length; i++) {
          labels[from + i] = in.readUnsignedByte();
          files[i] = joined(start, in);
        }
        int offset = from * Cifar10.SHAPE.bytes();
        decoder.decodeJpegs(files, pixels, offset, RunOptions.getDefaultInstance());
        afterEach.accept(from + files.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + resource + " is damaged", e);
    }
    return new LabeledImages(Cifar10.SHAPE, pixels, labels);
  }

  /** What all files begin with, and the rest of the next. */
  private static byte[] joined(byte[] start, DataInputStream in) throws IOException {
    int rest = in.readUnsignedShort();
    byte[] file = Arrays.copyOf(start, start.length + rest);
    in.readFully(file, start.length, rest);
    return file;
  }
}
