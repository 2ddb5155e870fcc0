package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * What a trained network says of images.
 *
 * @param logits [n, classes]
 * @param probabilities [n, classes]: the softmax of the logits
 * @param classes [n]: the label of the largest logit
 */
public record Inference(
    Operand<TFloat32> logits, Operand<TFloat32> probabilities, Operand<TInt64> classes) {

  /**
   * Applies a network to pixels as they come.
   *
   * @param images [n, h, w, c]
   */
  public static Inference of(Ops tf, Layer network, Operand<TUint8> images) {
    Operand<TFloat32> answer = network.apply(Pass.inference(tf), Pixels.normalize(tf, images));
    Operand<TFloat32> logits = tf.withName("logits").identity(answer);
    return new Inference(
        logits,
        tf.withName("probabilities").nn.softmax(logits),
        tf.withName("classes").math.argMax(logits, tf.constant(1)));
  }

  /** The same answers in a copy of their graph. */
  public Inference in(GraphCopy copy) {
    return new Inference(copy.of(logits), copy.of(probabilities), copy.of(classes));
  }
}
