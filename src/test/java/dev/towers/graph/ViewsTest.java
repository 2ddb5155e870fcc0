package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.towers.data.Augmentation;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Against plain Java, pixel by pixel. */
class ViewsTest {
  private static final int COUNT = 20;
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;
  private static final int CHANNELS = 3;
  private static final int SHIFT = 4;
  private static final int CUTOUT = 3;

  @Test
  void aViewIsTheImageMovedWithinItsReflectionMirroredAndCovered() {
    Random random = new Random(1);
    byte[] pixels = new byte[COUNT * HEIGHT * WIDTH * CHANNELS];
    random.nextBytes(pixels);
    int[] views = new int[COUNT * Augmentation.VIEW];
    for (int i = 0; i < views.length; i += Augmentation.VIEW) {
      views[i] = random.nextInt(2 * SHIFT + 1) - SHIFT;
      views[i + 1] = random.nextInt(2 * SHIFT + 1) - SHIFT;
      views[i + 2] = random.nextInt(2);
      views[i + 3] = random.nextInt(Augmentation.PLACES);
      views[i + 4] = random.nextInt(Augmentation.PLACES);
    }
    views[0] = -SHIFT; // the farthest
    views[1] = SHIFT;
    views[2] = 1;
    views[3] = Augmentation.PLACES - 1; // the corner
    views[4] = Augmentation.PLACES - 1;
    float[] seen =
        Computed.floats(
            tf -> {
              Operand<TUint8> images =
                  tf.dtypes.cast(
                      tf.constant(
                          Shape.of(COUNT, HEIGHT, WIDTH, CHANNELS),
                          DataBuffers.of(pixels, true, false)),
                      TUint8.class);
              Operand<TInt32> drawn =
                  tf.constant(Shape.of(COUNT, Augmentation.VIEW), DataBuffers.of(views));
              return tf.dtypes.cast(Views.of(tf, images, drawn, CUTOUT), TFloat32.class);
            });
    float[] expected = new float[seen.length];
    for (int i = 0; i < seen.length; i++) {
      int channel = i % CHANNELS;
      int x = i / CHANNELS % WIDTH;
      int y = i / CHANNELS / WIDTH % HEIGHT;
      int image = i / CHANNELS / WIDTH / HEIGHT;
      int view = image * Augmentation.VIEW;
      int across = views[view + 2] == 1 ? WIDTH - 1 - x : x;
      int row = reflected(y + views[view], HEIGHT);
      int column = reflected(across + views[view + 1], WIDTH);
      boolean covered =
          isCovered(y, views[view + 3], HEIGHT) && isCovered(x, views[view + 4], WIDTH);
      expected[i] =
          covered
              ? 128
              : pixels[((image * HEIGHT + row) * WIDTH + column) * CHANNELS + channel] & 0xff;
    }
    assertArrayEquals(expected, seen);
  }

  /** The square of three is around its center. */
  private static boolean isCovered(int place, int draw, int size) {
    return Math.abs(place - (int) ((long) draw * size / Augmentation.PLACES)) <= 1;
  }

  /** 0 1 2 3 4 goes on as 3 2 1 0 and comes from 4 3 2 1. */
  private static int reflected(int place, int size) {
    int period = 2 * (size - 1);
    int within = Math.floorMod(place, period);
    return Math.min(within, period - within);
  }
}
