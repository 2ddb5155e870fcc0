package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** Small whole numbers, whose sums bfloat16 has all. */
class NarrowConvolutionTest {
  private static final int IN = 2;
  private static final int OUT = 3;
  private static final int KERNEL = 3;

  @ParameterizedTest(name = "{0} images of {1}x{2}, {3}")
  @CsvSource({
    "5, 3, 3, SAME",
    "8, 3, 3, SAME",
    "1, 7, 7, SAME",
    "6, 2, 5, SAME",
    "3, 4, 8, SAME",
    "2, 3, 1, SAME",
    "5, 4, 6, VALID"
  })
  void theGradientIsThatOfItsFormula(int count, int height, int width, String padding) {
    boolean same = padding.equals("SAME");
    int outHeight = same ? height : height - KERNEL + 1;
    int outWidth = same ? width : width - KERNEL + 1;
    Random random = new Random(1);
    float[] images = small(random, count * height * width * IN);
    float[] upstream = small(random, count * outHeight * outWidth * OUT);
    float[] expected = new float[KERNEL * KERNEL * IN * OUT];
    int border = same ? KERNEL / 2 : 0;
    for (int n = 0; n < count; n++) {
      for (int h = 0; h < outHeight; h++) {
        for (int w = 0; w < outWidth; w++) {
          for (int k = 0; k < KERNEL * KERNEL; k++) {
            int row = h + k / KERNEL - border;
            int column = w + k % KERNEL - border;
            if (row < 0 || row >= height || column < 0 || column >= width) {
              continue;
            }
            for (int in = 0; in < IN; in++) {
              for (int out = 0; out < OUT; out++) {
                expected[(k * IN + in) * OUT + out] +=
                    images[((n * height + row) * width + column) * IN + in]
                        * upstream[((n * outHeight + h) * outWidth + w) * OUT + out];
              }
            }
          }
        }
      }
    }
    float[] gradient =
        Computed.floats(
            tf -> {
              NarrowConvolution convolution =
                  convolved(tf, shaped(tf, images, count, height, width, IN), padding);
              assertTrue(convolution.isOfNarrowImages());
              Operand<TBfloat16> of =
                  tf.dtypes.cast(
                      shaped(tf, upstream, count, outHeight, outWidth, OUT), TBfloat16.class);
              return convolution.kernelGradient(tf, of.asOutput());
            });
    assertArrayEquals(expected, gradient);
  }

  @Test
  void imagesOfMoreThanEightColumnsStayAsTheyAre() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      assertFalse(
          convolved(tf, shaped(tf, new float[9 * IN], 1, 1, 9, IN), "SAME").isOfNarrowImages());
    }
  }

  /** Else images would be moved in the forward pass, and kept twice until the backward pass. */
  @Test
  void nothingIsMovedBeforeTheGradientIsThere() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TBfloat16> gradient =
          tf.dtypes.cast(shaped(tf, new float[9 * OUT], 1, 3, 3, OUT), TBfloat16.class);
      convolved(tf, shaped(tf, new float[9 * IN], 1, 3, 3, IN), "SAME")
          .kernelGradient(tf, gradient.asOutput());
      List<NodeDef> moving =
          graph.toGraphDef().getNodeList().stream()
              .filter(node -> List.of("PadV2", "BatchToSpaceND").contains(node.getOp()))
              .toList();
      assertEquals(4, moving.size());
      for (NodeDef node : moving) {
        assertTrue(node.getInputList().contains("^" + gradient.op().name()), node::toString);
      }
    }
  }

  private static NarrowConvolution convolved(Ops tf, Operand<TFloat32> images, String padding) {
    Pass pass = Pass.training(tf, Precision.BFLOAT16);
    Operand<TFloat32> kernel =
        shaped(tf, new float[KERNEL * KERNEL * IN * OUT], KERNEL, KERNEL, IN, OUT);
    pass.convolve(images, kernel, padding);
    assertEquals(1, pass.convolutions().size());
    return pass.convolutions().get(0);
  }

  private static float[] small(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextInt(3) - 1;
    }
    return numbers;
  }

  private static Operand<TFloat32> shaped(Ops tf, float[] numbers, long... shape) {
    return tf.constant(Shape.of(shape), DataBuffers.of(numbers));
  }
}
