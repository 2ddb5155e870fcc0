package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The largest of each window, windows side by side. It is the first version of the op, which has
 * its window as attributes: oneDNN computes that one and its gradient. The gradient of the second,
 * which the method of {@link org.tensorflow.op.NnOps} makes, takes a third of a step on the CPU.
 *
 * @param window [1, height, width, 1]
 */
record MaxPooling(long[] window) implements Pass.Computation {
  @Override
  public <T extends TFloating> Operand<T> of(Ops tf, Operand<T> input) {
    return tf.scope()
        .opBuilder("MaxPool", "MaxPool")
        .addInput(input.asOutput())
        .setAttr("ksize", window)
        .setAttr("strides", window)
        .setAttr("padding", "VALID")
        .build()
        .output(0);
  }
}
