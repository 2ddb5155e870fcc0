package dev.towers.graph.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.ImageShape;
import dev.towers.graph.Computed;
import dev.towers.graph.Layer;
import dev.towers.graph.Network;
import dev.towers.graph.Parameters;
import dev.towers.graph.Pass;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tensorflow.op.Ops;

class TestTimeAugmentationTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 1);

  /** Says 1·left + 10·right. */
  private record Sides() implements Network {
    @Override
    public String name() {
      return "sides";
    }

    @Override
    public Layer build(Parameters parameters, ImageShape images, int classes) {
      return (pass, input) -> {
        Ops tf = pass.tf();
        return tf.linalg.matMul(
            tf.reshape(input, tf.constant(new int[] {-1, 2})),
            tf.constant(new float[][] {{1}, {10}}));
      };
    }
  }

  /** Says 100·left + 1·center of the middle row of three by three pixels. */
  private record Middle() implements Network {
    @Override
    public String name() {
      return "middle";
    }

    @Override
    public Layer build(Parameters parameters, ImageShape images, int classes) {
      return (pass, input) -> {
        Ops tf = pass.tf();
        return tf.linalg.matMul(
            tf.reshape(input, tf.constant(new int[] {-1, 9})),
            tf.constant(new float[][] {{0}, {0}, {0}, {100}, {1}, {0}, {0}, {0}, {0}}));
      };
    }
  }

  @Test
  void answersWithTheMeanOfBothSides() {
    assertArrayEquals(new float[] {(21 + 12) / 2f, (43 + 34) / 2f}, answers(Pass::inference));
    assertEquals("sides", TestTimeAugmentation.of(TestTimeAugmentation.MIRROR, new Sides()).name());
  }

  @Test
  void movedViewsCountHalf() {
    float[] image = {10, 2, 3, 4, 5, 6, 7, 8, 2};
    float[] answer =
        Computed.floats(
            tf ->
                TestTimeAugmentation.of(TestTimeAugmentation.MIRROR_SHIFT, new Middle())
                    .build(Parameters.restored(tf), new ImageShape(3, 3, 1), 1)
                    .apply(
                        Pass.inference(tf),
                        tf.reshape(tf.constant(image), tf.constant(new int[] {1, 3, 3, 1}))));
    float inPlace = (405 + 605) / 2f; // the middle row is 4 5 6, mirrored 6 5 4
    float downAndRight = 210; // it is 2 10 2, reflected at the corner
    float upAndLeft = 802; // it is 8 2 8
    assertArrayEquals(new float[] {inPlace / 2 + (downAndRight + upAndLeft) / 4}, answer);
  }

  @Test
  void trainsAsTheNetworkItself() {
    assertArrayEquals(new float[] {21, 43}, answers(Pass::training));
  }

  private static float[] answers(Function<Ops, Pass> pass) {
    return Computed.floats(
        tf ->
            TestTimeAugmentation.of(TestTimeAugmentation.MIRROR, new Sides())
                .build(Parameters.restored(tf), SHAPE, 1)
                .apply(
                    pass.apply(tf),
                    tf.reshape(
                        tf.constant(new float[] {1, 2, 3, 4}),
                        tf.constant(new int[] {2, 1, 2, 1}))));
  }
}
