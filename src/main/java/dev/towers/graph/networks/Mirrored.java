package dev.towers.graph.networks;

import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.graph.Layer;
import dev.towers.graph.Network;
import dev.towers.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network that answers with the mean of what it makes of an image and of its mirror image; in
 * training it is the network itself. An answer takes twice the time.
 */
public record Mirrored(Network network) implements Network {
  private static final int WIDTH = 2;

  @Override
  public String name() {
    return network.name();
  }

  @Override
  public Network startingFrom(LabeledImages images) {
    return new Mirrored(network.startingFrom(images));
  }

  @Override
  public Layer build(Parameters parameters, ImageShape images, int classes) {
    Layer layers = network.build(parameters, images, classes);
    return (pass, input) -> {
      Operand<TFloat32> logits = layers.apply(pass, input);
      if (pass.isTraining()) {
        return logits;
      }
      Ops tf = pass.tf();
      Operand<TFloat32> mirrored = tf.reverse(input, tf.constant(new int[] {WIDTH}));
      return tf.math.mul(tf.math.add(logits, layers.apply(pass, mirrored)), tf.constant(0.5f));
    };
  }
}
