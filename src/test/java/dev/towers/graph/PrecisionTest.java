package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

class PrecisionTest {
  /** Between 1 and the next number of bfloat16, 1 + 2^-7, nearer to 1. */
  private static final float FINE = 1 + 1f / 512;

  @Test
  void bfloat16RoundsWhatConvolutionsTakeInTraining() {
    assertArrayEquals(new float[] {1}, convolved(tf -> Pass.training(tf, Precision.BFLOAT16)));
    assertArrayEquals(
        new float[] {FINE * FINE}, convolved(tf -> Pass.training(tf, Precision.FLOAT32)));
  }

  @Test
  void answersAreInSinglePrecision() {
    assertArrayEquals(new float[] {FINE * FINE}, convolved(Pass::inference));
  }

  /** What a layer has rounded is neither widened nor rounded again for the next. */
  @Test
  void layersHandOnWhatTheyHaveRounded() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Pass pass = Pass.training(tf, Precision.BFLOAT16);
      Operand<TFloat32> image = tf.constant(new float[1][4][4][1]);
      Operand<TFloat32> kernel = tf.constant(new float[1][1][1][1]);
      Operand<TFloat32> convolved = pass.convolve(image, kernel, "VALID");
      Layer.sequence(Layer.maxPooling(2), Layer.relu()).apply(pass, convolved);
      List<String> narrowed = new ArrayList<>();
      for (NodeDef node : graph.toGraphDef().getNodeList()) {
        if (node.getOp().equals("Cast")
            && node.getAttrOrThrow("DstT").getType() == DataType.DT_BFLOAT16) {
          narrowed.add(node.getInput(0));
        }
      }
      assertEquals(List.of(image.op().name(), kernel.op().name()), narrowed);
    }
  }

  /** What it takes is exact here, so it gives the rounded value of what it gives in float32. */
  @ParameterizedTest(name = "of {0} channels")
  @CsvSource({"16, true", "8, false"})
  void batchNormalizationRoundsNothingButWhatItGives(int channels, boolean rounds) {
    float[] exact = normalized(channels, Precision.FLOAT32);
    float[] expected = rounds ? rounded(exact) : exact;
    assertArrayEquals(expected, normalized(channels, Precision.BFLOAT16));
  }

  @Test
  void everyPrecisionHasAWord() {
    assertEquals("bfloat16", Precision.BFLOAT16.word());
    for (Precision precision : Precision.values()) {
      assertEquals(precision, Precision.named(precision.word()));
    }
  }

  private static float[] normalized(int channels, Precision precision) {
    float[] pixels = new float[5 * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 7 - i % 3;
    }
    return Computed.floats(
        tf -> {
          Shape shape = Shape.of(channels);
          Operand<TFloat32> scale = tf.fill(tf.constant(shape), tf.constant(3f));
          Operand<TFloat32> offset = tf.fill(tf.constant(shape), tf.constant(0.7f));
          BatchNorm norm =
              new BatchNorm(
                  scale,
                  offset,
                  new Parameter("mean", offset, shape),
                  new Parameter("variance", scale, shape),
                  false);
          return norm.apply(
              Pass.training(tf, precision),
              tf.constant(Shape.of(5, 1, 1, channels), DataBuffers.of(pixels)));
        });
  }

  private static float[] rounded(float[] numbers) {
    return Computed.floats(
        tf ->
            tf.dtypes.cast(tf.dtypes.cast(tf.constant(numbers), TBfloat16.class), TFloat32.class));
  }

  private static float[] convolved(Function<Ops, Pass> pass) {
    return Computed.floats(
        tf -> {
          var one = tf.reshape(tf.constant(FINE), tf.constant(new int[] {1, 1, 1, 1}));
          return pass.apply(tf).convolve(one, one, "VALID");
        });
  }
}
