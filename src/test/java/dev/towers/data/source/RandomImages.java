package dev.towers.data.source;

import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.train.TrainingImages;
import java.util.Random;

/** Images of noise with random labels, the same for the same seed. */
public final class RandomImages {
  public static final ImageShape CIFAR = new ImageShape(32, 32, 3);
  public static final int CLASSES = 10;

  /** What a graph has to know of them. */
  public static final TrainingImages KIND = TrainingImages.of(CIFAR, CLASSES);

  private RandomImages() {}

  /** So many images of 32x32x3, of ten classes. */
  public static LabeledImages of(int count, long seed) {
    return of(CIFAR, count, CLASSES, seed);
  }

  public static LabeledImages of(ImageShape shape, int count, int classes, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * shape.bytes()];
    random.nextBytes(pixels);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(classes);
    }
    return new LabeledImages(shape, pixels, labels);
  }

  /** The first images of {@link #of(int, long)} as one batch. */
  public static Batch batch(int size, long seed) {
    return wholeOf(of(size, seed));
  }

  /** All images of a set as one batch. */
  public static Batch wholeOf(LabeledImages images) {
    int imageBytes = images.shape().bytes();
    byte[] pixels = new byte[images.size() * imageBytes];
    int[] labels = new int[images.size()];
    for (int i = 0; i < labels.length; i++) {
      images.copyPixels(i, pixels, i * imageBytes);
      labels[i] = images.label(i);
    }
    return new Batch(pixels, labels, labels.length);
  }
}
