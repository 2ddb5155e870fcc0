package dev.towers.data;

import dev.towers.Progress;
import dev.towers.data.source.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Real images: the first of the training images that the jar carries. */
public final class SampleImages {
  private SampleImages() {}

  public static LabeledImages first(int count) {
    LabeledImages all = dataset().train();
    int imageBytes = all.shape().bytes();
    byte[] pixels = new byte[count * imageBytes];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      all.copyPixels(i, pixels, i * imageBytes);
      labels[i] = all.label(i);
    }
    return new LabeledImages(all.shape(), pixels, labels);
  }

  private static Dataset dataset() {
    try {
      return DataSource.parse("sample").read(Progress.silent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
