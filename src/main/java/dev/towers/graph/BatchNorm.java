package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Batch normalization of each channel (Ioffe and Szegedy, 2015): y = scale·(x − mean)/√(variance +
 * ε) + offset, [n, h, w, c] to the same. In training, mean and variance (the biased one) are those
 * of the pass, and the running ones follow them at {@link #RATE}, the variance without its bias; in
 * inference they are the running ones. ε, rate and bias are those of PyTorch's {@code BatchNorm2d}.
 *
 * <p>With several towers the statistics are those of each tower's chunk, as in PyTorch's
 * DataParallel and TensorFlow's MirroredStrategy, so the number of towers is part of what is
 * computed.
 *
 * @param scale [c], trained, at first 1
 * @param offset [c], trained, at first 0
 * @param mean [c], running, at first 0
 * @param variance [c], running, at first 1
 * @param frozen whether training, too, takes the running statistics, and leaves them as they are
 */
public record BatchNorm(
    Operand<TFloat32> scale,
    Operand<TFloat32> offset,
    Parameter mean,
    Parameter variance,
    boolean frozen)
    implements Layer {
  /** Keeps the division finite where all values of a channel are equal. */
  public static final float EPSILON = 1e-5f;

  private static final String OFFSET = ".offset";

  /** How far a running statistic goes towards that of a batch. */
  public static final float RATE = 0.1f;

  /** Makes the variables {@code name.scale}, {@code .offset}, {@code .mean}, {@code .variance}. */
  public static BatchNorm create(Parameters parameters, String name, int channels) {
    Shape shape = Shape.of(channels);
    return new BatchNorm(
        parameters.create(name + ".scale", shape, Initializer.ones()),
        parameters.create(name + OFFSET, shape, Initializer.zeros()),
        parameters.createState(name + ".mean", shape, Initializer.zeros()),
        parameters.createState(name + ".variance", shape, Initializer.ones()),
        parameters.isFrozen(name + ".mean"));
  }

  /** Whether a parameter is what is added after normalization. */
  public static boolean isOffset(Parameter parameter) {
    return parameter.name().endsWith(OFFSET);
  }

  @Override
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> input) {
    Ops tf = pass.tf();
    if (!pass.isTraining() || frozen) {
      return normalize(
              pass, input, pass.read(mean.variable()), pass.read(variance.variable()), false)
          .y();
    }
    Operand<TFloat32> none = tf.constant(new float[0]); // the op takes its own
    FusedBatchNorm<TFloat32, TFloat32> normalized = normalize(pass, input, none, none, true);
    pass.observe(mean, RATE, normalized.batchMean());
    pass.observe(variance, RATE, normalized.batchVariance());
    return normalized.y();
  }

  private FusedBatchNorm<TFloat32, TFloat32> normalize(
      Pass pass,
      Operand<TFloat32> input,
      Operand<TFloat32> mean,
      Operand<TFloat32> variance,
      boolean training) {
    return pass.tf()
        .nn
        .fusedBatchNorm(
            input,
            pass.read(scale),
            pass.read(offset),
            mean,
            variance,
            FusedBatchNorm.epsilon(EPSILON),
            FusedBatchNorm.isTraining(training));
  }
}
