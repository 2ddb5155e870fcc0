package dev.towers.data;

import dev.towers.Seed;
import java.util.Random;

/**
 * The order in which an epoch takes the images, and the view that it takes of each: a value of
 * seed, epoch and image, so that any part of any epoch can be repeated.
 *
 * @param seed of a whole training
 * @param epoch from 1
 */
public record Order(Seed seed, int epoch, Augmentation augmentation) {
  public Order {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch " + epoch);
    }
  }

  /** Fisher and Yates' shuffle; {@link Random} is specified to the bit, so it never changes. */
  int[] shuffled(int size) {
    int[] order = stored(size);
    Random random = new Random(seed.derive("order").derive(epoch).value());
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /** The order in which images are stored. */
  private static int[] stored(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Draws the view of an image: see {@link Augmentation}. */
  void view(int image, int[] to, int offset) {
    augmentation.draw(seed, epoch, image, to, offset);
  }
}
