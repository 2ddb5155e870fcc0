package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;

class PixelsTest {

  @Test
  void everyByteGoesToItsPlaceBetweenMinusOneAndOne() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    float[] pixels =
        Computed.floats(
            tf ->
                Pixels.normalize(
                    tf,
                    tf.constant(
                        TUint8.class, Shape.of(bytes.length), DataBuffers.of(bytes, true, false))));
    assertEquals(-1f, pixels[0]);
    for (int i = 0; i < bytes.length; i++) {
      assertEquals(i / 255.0 * 2 - 1, pixels[i], 2e-7);
    }
  }
}
