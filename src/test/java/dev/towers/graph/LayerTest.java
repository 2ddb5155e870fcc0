package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class LayerTest {

  @Test
  void convolutionMovesItsKernelOverEveryPlaceThatItFits() {
    float[] output =
        Computed.floats(
            tf -> {
              Operand<TFloat32> kernel = shaped(tf, new float[] {1, 2, 3, 4}, 2, 2, 1, 1);
              Operand<TFloat32> input =
                  shaped(tf, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 3, 3, 1);
              return new Convolution(kernel, tf.constant(new float[] {10}))
                  .apply(Pass.inference(tf), input);
            });
    assertArrayEquals(new float[] {47, 57, 77, 87}, output);
  }

  @Test
  void convolutionAddsUpInputChannelsForEachOutputChannel() {
    float[] output =
        Computed.floats(
            tf -> {
              Operand<TFloat32> kernel = shaped(tf, new float[] {1, 2, 10, 20}, 1, 1, 2, 2);
              Operand<TFloat32> input = shaped(tf, new float[] {3, 5}, 1, 1, 1, 2);
              return new Convolution(kernel, tf.constant(new float[] {0.5f, -0.5f}))
                  .apply(Pass.inference(tf), input);
            });
    assertArrayEquals(new float[] {53.5f, 105.5f}, output);
  }

  @Test
  void maxPoolingTakesTheLargestOfEachWholeSquare() {
    float[] output =
        Computed.floats(
            tf ->
                Layer.maxPooling(2)
                    .apply(
                        Pass.inference(tf),
                        shaped(
                            tf,
                            new float[] {1, 9, 2, 3, 99, 4, 5, 8, 7, 99, 99, 99, 99, 99, 99},
                            1,
                            3,
                            5,
                            1)));
    assertArrayEquals(new float[] {9, 8}, output);
  }

  @Test
  void paddedConvolutionKeepsTheSize() {
    float[] output =
        Computed.floats(
            tf -> {
              Operand<TFloat32> kernel =
                  shaped(tf, new float[] {0, 0, 0, 0, 1, 10, 0, 0, 100}, 3, 3, 1, 1);
              Operand<TFloat32> input = shaped(tf, new float[] {1, 2, 3, 4}, 1, 2, 2, 1);
              return new PaddedConvolution(kernel).apply(Pass.inference(tf), input);
            });
    assertArrayEquals(new float[] {421, 2, 43, 4}, output);
  }

  @Test
  void globalMaxPoolingTakesTheLargestOfEachChannel() {
    float[] output =
        Computed.floats(
            tf ->
                Layer.globalMaxPooling()
                    .apply(
                        Pass.inference(tf),
                        shaped(tf, new float[] {1, -2, 3, -4, 5, -6, 0, -1}, 1, 2, 2, 2)));
    assertArrayEquals(new float[] {5, -1}, output);
  }

  @Test
  void scalingMultiplies() {
    float[] output =
        Computed.floats(
            tf ->
                Layer.scaling(0.5f)
                    .apply(Pass.inference(tf), shaped(tf, new float[] {4, -2}, 1, 2)));
    assertArrayEquals(new float[] {2, -1}, output);
  }

  @Test
  void fullyConnectedIsXTimesWPlusB() {
    float[] output =
        Computed.floats(
            tf -> {
              Operand<TFloat32> weights = shaped(tf, new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
              Operand<TFloat32> biases = tf.constant(new float[] {0.5f, 0, -0.5f});
              return new FullyConnected(weights, biases)
                  .apply(Pass.inference(tf), shaped(tf, new float[] {1, 2, 3, 4}, 2, 2));
            });
    assertArrayEquals(new float[] {9.5f, 12, 14.5f, 19.5f, 26, 32.5f}, output);
  }

  @Test
  void reluCutsOffBelowZero() {
    float[] output =
        Computed.floats(
            tf -> Layer.relu().apply(Pass.inference(tf), tf.constant(new float[] {-2, 0, 3})));
    assertArrayEquals(new float[] {0, 0, 3}, output);
  }

  @Test
  void sequenceFlattensThenMultiplies() {
    float[] output =
        Computed.floats(
            tf -> {
              Layer last =
                  new FullyConnected(
                      shaped(tf, new float[] {1, 10, 100, 1000}, 4, 1),
                      tf.constant(new float[] {0}));
              return Layer.sequence(Layer.flatten(4), last)
                  .apply(
                      Pass.inference(tf),
                      shaped(tf, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2, 1));
            });
    assertArrayEquals(new float[] {4321, 8765}, output);
  }

  private static Operand<TFloat32> shaped(Ops tf, float[] values, int... shape) {
    return tf.reshape(tf.constant(values), tf.constant(shape));
  }
}
