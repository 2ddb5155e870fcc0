package dev.towers.train;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.graph.BatchNorm;
import dev.towers.graph.Initializer;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.graph.Precision;
import dev.towers.graph.Start;
import dev.towers.tower.BatchGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Muon (Jordan et al.: Muon, an optimizer for hidden layers, 2024): a step of a convolution's
 * filters has all its singular values near one, so that it goes equally far in every direction; all
 * else is left to another optimizer. v ← momentum·v + g; w ← √channels·w/‖w‖ − rate·O(g +
 * momentum·v), where O makes the matrix of one column for each output channel nearly orthogonal,
 * and the filters keep their norm, which is for networks with batch normalization behind each
 * convolution. They have no weight decay.
 *
 * @param rest for biases, offsets and fully connected layers
 * @param rate of the filters
 * @param momentum of the filters
 * @param precision of the large matrix products of O, which need little of it
 */
public record Muon(Optimizer rest, Schedule rate, Schedule momentum, Precision precision)
    implements Optimizer {
  /** The setting that asks for it. */
  public static final SettingName NAME = new SettingName("muon");

  private static final int FILTER_RANK = 4;
  private static final int ITERATIONS = 5;

  /** x → 3.4445·x − 4.7750·x³ + 2.0315·x⁵ of each singular value: Jordan's, who tuned them. */
  private static final float LINEAR = 3.4445f;

  private static final float CUBIC = -4.7750f;
  private static final float QUINTIC = 2.0315f;

  /** Keeps a gradient of zeros from being divided by zero. */
  private static final float TINY = 1e-7f;

  @Override
  public Schedule learningRate() {
    return rest.learningRate();
  }

  /** Statistics that are frozen are those of the norm which the filters before them had. */
  @Override
  public void requireFit(Parameters parameters) {
    rest.requireFit(parameters);
    Set<Parameter> trained = Set.copyOf(parameters.trained());
    Optional<Parameter> filters = Optional.empty(); // the last ones so far
    for (Parameter parameter : parameters.all()) {
      if (isFilter(parameter)) {
        filters = Optional.of(parameter).filter(trained::contains);
      } else if (filters.isPresent()
          && BatchNorm.isStatistic(parameter)
          && parameters.isFrozen(parameter.name())) {
        throw InputException.about(
            "%s changes the norm of %s, and %s leaves %s as it is, which goes with the norm:"
                + " freeze both or neither, or set %s 0",
            NAME, filters.get().name(), Start.FREEZE, parameter.name(), NAME);
      }
    }
  }

  @Override
  public Updates create(Ops tf, List<Parameter> trained, Parameters slots, Schedules schedules) {
    List<Parameter> others = trained.stream().filter(Predicate.not(Muon::isFilter)).toList();
    Updates ofRest = rest.create(tf, others, slots, schedules);
    List<Filter> filters = new ArrayList<>();
    for (Parameter parameter : trained) {
      if (isFilter(parameter)) {
        filters.add(Filter.create(parameter, slots));
      }
    }
    Operand<TFloat32> step = schedules.follow("muon_rate", rate);
    Operand<TFloat32> keep = schedules.follow("muon_momentum", momentum);
    return gradient -> {
      Op allThere = tf.withControlDependencies(List.copyOf(gradient.gradients())).noOp();
      Ops gated = tf.withControlDependencies(allThere);
      List<Op> updates = new ArrayList<>();
      List<Operand<TFloat32>> ofOthers = new ArrayList<>();
      int filter = 0;
      for (int i = 0; i < trained.size(); i++) {
        Operand<TFloat32> one = gated.identity(gradient.gradients().get(i));
        if (isFilter(trained.get(i))) {
          updates.add(filters.get(filter++).update(gated, one, step, keep, precision));
        } else {
          ofOthers.add(one);
        }
      }
      updates.add(
          ofRest.update(new BatchGradient(gradient.loss(), ofOthers, gradient.observations())));
      return tf.withControlDependencies(updates).noOp();
    };
  }

  private static boolean isFilter(Parameter parameter) {
    return parameter.shape().numDimensions() == FILTER_RANK;
  }

  /** The filters of one convolution, [height, width, inputs, outputs], and their velocity. */
  private record Filter(Parameter weights, Parameter velocity) {

    static Filter create(Parameter weights, Parameters slots) {
      return new Filter(
          weights,
          slots.createState(weights.name() + ".momentum", weights.shape(), Initializer.zeros()));
    }

    Op update(
        Ops tf,
        Operand<TFloat32> gradient,
        Operand<TFloat32> rate,
        Operand<TFloat32> momentum,
        Precision precision) {
      Operand<TFloat32> gathered =
          tf.assign(
              velocity.variable(),
              tf.math.add(tf.math.mul(velocity.variable(), momentum), gradient));
      Operand<TFloat32> ahead = tf.math.add(gradient, tf.math.mul(gathered, momentum));
      Shape shape = weights.shape();
      long outputs = shape.get(FILTER_RANK - 1);
      long inputs = shape.size() / outputs;
      Operand<TFloat32> matrix = tf.reshape(ahead, tf.constant(new long[] {inputs, outputs}));
      Operand<TFloat32> direction =
          tf.reshape(
              orthogonal(tf, matrix, inputs > outputs, precision), tf.constant(shape.asArray()));
      Operand<TFloat32> factor =
          tf.math.div(tf.constant((float) Math.sqrt(outputs)), norm(tf, weights.variable()));
      return tf.assign(
          weights.variable(),
          tf.math.sub(tf.math.mul(weights.variable(), factor), tf.math.mul(direction, rate)));
    }
  }

  /**
   * The steps of Newton and Schulz towards the nearest orthogonal matrix.
   *
   * @param isTall whether it has more rows than columns: the smaller square is multiplied
   */
  private static Operand<TFloat32> orthogonal(
      Ops tf, Operand<TFloat32> matrix, boolean isTall, Precision precision) {
    Operand<TFloat32> start = tf.math.div(matrix, norm(tf, matrix));
    return precision == Precision.FLOAT32
        ? orthogonal(tf, start, isTall, TFloat32.class)
        : tf.dtypes.cast(
            orthogonal(tf, tf.dtypes.cast(start, TBfloat16.class), isTall, TBfloat16.class),
            TFloat32.class);
  }

  private static <T extends TFloating> Operand<T> orthogonal(
      Ops tf, Operand<T> start, boolean isTall, Class<T> type) {
    long side = start.shape().get(isTall ? 1 : 0);
    Operand<TFloat32> linear =
        tf.linalg.tensorDiag(tf.fill(tf.constant(new long[] {side}), tf.constant(LINEAR)));
    Operand<T> x = start;
    for (int i = 0; i < ITERATIONS; i++) {
      Operand<TFloat32> square =
          tf.dtypes.cast(
              tf.linalg.matMul(x, x, MatMul.transposeA(isTall), MatMul.transposeB(!isTall)),
              TFloat32.class);
      Operand<TFloat32> odd =
          tf.math.add(
              tf.math.mul(square, tf.constant(CUBIC)),
              tf.math.mul(tf.linalg.matMul(square, square), tf.constant(QUINTIC)));
      Operand<T> factor = tf.dtypes.cast(tf.math.add(linear, odd), type);
      x = isTall ? tf.linalg.matMul(x, factor) : tf.linalg.matMul(factor, x);
    }
    return x;
  }

  private static Operand<TFloat32> norm(Ops tf, Operand<TFloat32> tensor) {
    Operand<TFloat32> all = tf.reshape(tensor, tf.constant(new int[] {-1}));
    Operand<TFloat32> squares = tf.reduceSum(tf.math.square(all), tf.constant(0));
    return tf.math.add(tf.math.sqrt(squares), tf.constant(TINY));
  }
}
