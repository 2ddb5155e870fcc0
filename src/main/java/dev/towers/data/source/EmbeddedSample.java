package dev.towers.data.source;

import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** A part of CIFAR-10 that travels with the program, so that it can show its work offline. */
final class EmbeddedSample {
  static final int TRAIN_IMAGES = 5_000;
  static final int TEST_IMAGES = 1_000;

  private EmbeddedSample() {}

  static Dataset read() {
    return new Dataset(
        Cifar10.NAME + " sample",
        Cifar10.CLASS_NAMES,
        read("sample-train.bin.gz", TRAIN_IMAGES),
        read("sample-test.bin.gz", TEST_IMAGES));
  }

  private static LabeledImages read(String resource, int images) {
    try (InputStream packed = EmbeddedSample.class.getResourceAsStream(resource);
        InputStream in = new BufferedInputStream(new GZIPInputStream(packed))) {
      return BinaryBatch.read(in, (long) images * BinaryBatch.RECORD_BYTES, resource);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + resource + " is damaged", e);
    }
  }
}
