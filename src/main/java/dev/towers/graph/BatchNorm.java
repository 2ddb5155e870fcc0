package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

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
 * @param frozen whether training, too, takes the running statistics, and leaves both as they are:
 *     so it is where one of them is frozen, for the other would mean nothing beside it
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
  private static final String MEAN = ".mean";
  private static final String VARIANCE = ".variance";

  /**
   * Of so many channels, or a multiple, oneDNN normalizes numbers of half the width in half the
   * time; of others in ten times the time.
   */
  private static final int FAST_CHANNELS = 16;

  /** How far a running statistic goes towards that of a batch. */
  public static final float RATE = 0.1f;

  /** Makes the variables {@code name.scale}, {@code .offset}, {@code .mean}, {@code .variance}. */
  public static BatchNorm create(Parameters parameters, String name, int channels) {
    Shape shape = Shape.of(channels);
    return new BatchNorm(
        parameters.create(name + ".scale", shape, Initializer.ones()),
        parameters.create(name + OFFSET, shape, Initializer.zeros()),
        parameters.createState(name + MEAN, shape, Initializer.zeros()),
        parameters.createState(name + VARIANCE, shape, Initializer.ones()),
        parameters.isFrozen(name + MEAN) || parameters.isFrozen(name + VARIANCE));
  }

  /** Whether a parameter is one of the two running statistics. */
  public static boolean isStatistic(Parameter parameter) {
    return parameter.name().endsWith(MEAN) || parameter.name().endsWith(VARIANCE);
  }

  /** Whether a parameter is what is added after normalization. */
  public static boolean isOffset(Parameter parameter) {
    return parameter.name().endsWith(OFFSET);
  }

  @Override
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> input) {
    Normalization normalization = new Normalization(this, pass);
    return mean.shape().get(0) % FAST_CHANNELS == 0
        ? pass.compute(input, normalization)
        : normalization.of(pass.tf(), input);
  }

  /**
   * It computes in single precision whatever it takes and gives: the bits do not depend on that.
   */
  private record Normalization(BatchNorm layer, Pass pass) implements Pass.Computation {
    @Override
    public <T extends TFloating> Operand<T> of(Ops tf, Operand<T> input) {
      if (!pass.isTraining() || layer.frozen) {
        Operand<TFloat32> mean = pass.read(layer.mean.variable());
        return of(input, mean, pass.read(layer.variance.variable()), false).y();
      }
      Operand<TFloat32> none = tf.constant(new float[0]); // the op takes its own
      FusedBatchNorm<T, TFloat32> normalized = of(input, none, none, true);
      pass.observe(layer.mean, RATE, normalized.batchMean());
      pass.observe(layer.variance, RATE, normalized.batchVariance());
      return normalized.y();
    }

    private <T extends TFloating> FusedBatchNorm<T, TFloat32> of(
        Operand<T> input, Operand<TFloat32> mean, Operand<TFloat32> variance, boolean training) {
      return pass.tf()
          .nn
          .fusedBatchNorm(
              input,
              pass.read(layer.scale),
              pass.read(layer.offset),
              mean,
              variance,
              FusedBatchNorm.epsilon(EPSILON),
              FusedBatchNorm.isTraining(training));
    }
  }
}
