package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What training makes smaller. */
@FunctionalInterface
public interface Loss {
  /**
   * The sum, not the mean, of the losses of the examples: a scalar. Sums of parts of a batch add up
   * to the sum of the batch, whatever the parts; means do not.
   *
   * @param logits [n, classes]
   * @param labels [n], from 0 to classes - 1
   */
  Operand<TFloat32> sum(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels);

  /**
   * How many examples have their greatest logit at the true class: a scalar.
   *
   * @param logits [n, classes]
   * @param labels [n], from 0 to classes - 1
   */
  static Operand<TFloat32> correct(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels) {
    Operand<TInt32> classes = tf.math.argMax(logits, tf.constant(1), TInt32.class);
    Operand<TFloat32> right = tf.dtypes.cast(tf.math.equal(classes, labels), TFloat32.class);
    return tf.reduceSum(right, tf.constant(0));
  }

  /**
   * Softmax cross-entropy: −log of the probability that softmax(logits) gives the true class. It is
   * taken on one-hot labels because only that form has a gradient outside Python.
   */
  static Loss crossEntropy() {
    return crossEntropy(0);
  }

  /**
   * Softmax cross-entropy against smoothed labels (Szegedy et al.: Rethinking the Inception
   * Architecture, 2016): 1 − s + s/classes for the true class and s/classes for each other, as
   * PyTorch's {@code label_smoothing} has it.
   *
   * @param smoothing s, from 0 to below 1
   */
  static Loss crossEntropy(float smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("label smoothing " + smoothing);
    }
    return (tf, logits, labels) -> {
      int classes = Math.toIntExact(logits.shape().get(1));
      float other = smoothing / classes;
      Operand<TFloat32> truth =
          tf.oneHot(
              labels, tf.constant(classes), tf.constant(1 - smoothing + other), tf.constant(other));
      Operand<TFloat32> losses = tf.nn.softmaxCrossEntropyWithLogits(logits, truth).loss();
      return tf.reduceSum(losses, tf.constant(0));
    };
  }
}
