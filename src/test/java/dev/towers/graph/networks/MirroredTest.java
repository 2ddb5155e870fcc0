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

class MirroredTest {
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

  @Test
  void answersWithTheMeanOfBothSides() {
    assertArrayEquals(new float[] {(21 + 12) / 2f, (43 + 34) / 2f}, answers(Pass::inference));
    assertEquals("sides", new Mirrored(new Sides()).name());
  }

  @Test
  void trainsAsTheNetworkItself() {
    assertArrayEquals(new float[] {21, 43}, answers(Pass::training));
  }

  private static float[] answers(Function<Ops, Pass> pass) {
    return Computed.floats(
        tf ->
            new Mirrored(new Sides())
                .build(Parameters.restored(tf), SHAPE, 1)
                .apply(
                    pass.apply(tf),
                    tf.reshape(
                        tf.constant(new float[] {1, 2, 3, 4}),
                        tf.constant(new int[] {2, 1, 2, 1}))));
  }
}
