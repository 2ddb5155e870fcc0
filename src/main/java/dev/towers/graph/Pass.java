package dev.towers.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * One application of a network: where its ops go, whether it trains, and what its layers observe of
 * the batch on the way. Each tower has a pass of its own, and so has each answer.
 */
public final class Pass {
  private static final List<Long> STRIDE_1 = List.of(1L, 1L, 1L, 1L);

  private final Ops tf;
  private final boolean training;
  private final Precision precision;
  private final List<Observation> observations = new ArrayList<>();
  private final List<Operand<TFloat32>> counts = new ArrayList<>();
  private final List<NarrowConvolution> convolutions = new ArrayList<>();
  private final Map<Output<?>, Operand<TBfloat16>> narrowOf = new HashMap<>();
  private final Map<Output<?>, Operand<TFloat32>> copies;
  private final Map<Output<?>, Integer> reads = new HashMap<>();

  /**
   * What a layer saw of its batch, for a state that follows such values: state ← state +
   * rate·(value − state).
   *
   * @param state a variable that is not trained
   * @param rate from 0 to 1
   * @param value of the state's shape, a mean over the examples of the pass
   */
  public record Observation(Parameter state, float rate, Operand<TFloat32> value) {
    /** The same of another value. */
    public Observation of(Operand<TFloat32> other) {
      return new Observation(state, rate, other);
    }
  }

  private Pass(
      Ops tf, boolean training, Precision precision, Map<Output<?>, Operand<TFloat32>> copies) {
    this.tf = tf;
    this.training = training;
    this.precision = precision;
    this.copies = Map.copyOf(copies);
  }

  /** As the other, in single precision. */
  public static Pass training(Ops tf) {
    return training(tf, Precision.FLOAT32);
  }

  /** One that a backward pass and an update of the states will follow. */
  public static Pass training(Ops tf, Precision precision) {
    return training(tf, precision, Map.of());
  }

  /**
   * As the other, far from the variables.
   *
   * @param copies of their values, nearer to the ops of the pass
   */
  public static Pass training(
      Ops tf, Precision precision, Map<Output<?>, Operand<TFloat32>> copies) {
    return new Pass(tf, true, precision, copies);
  }

  /** One that only answers: nothing it does depends on the other examples of the batch. */
  public static Pass inference(Ops tf) {
    return new Pass(tf, false, Precision.FLOAT32, Map.of());
  }

  /** Makes the ops of the pass, in its scope and on its device. */
  public Ops tf() {
    return tf;
  }

  public boolean isTraining() {
    return training;
  }

  /** The value of a variable, as near to the ops of the pass as there is one. */
  public Operand<TFloat32> read(Operand<TFloat32> variable) {
    Operand<TFloat32> value = near(variable);
    reads.merge(value.asOutput(), 1, Integer::sum);
    return value;
  }

  /** Whether the value of a variable was asked for so far. */
  public boolean hasRead(Parameter parameter) {
    return reads.containsKey(near(parameter.variable()).asOutput());
  }

  /** Whether it is what {@link #read} gave, and gave once. */
  public boolean isReadOnce(Operand<TFloat32> value) {
    return reads.getOrDefault(value.asOutput(), 0) == 1;
  }

  private Operand<TFloat32> near(Operand<TFloat32> variable) {
    return copies.getOrDefault(variable.asOutput(), variable);
  }

  /** What can be computed with numbers of any kind. */
  public interface Computation {
    /** The ops go to {@code tf}. */
    <T extends TFloating> Operand<T> of(Ops tf, Operand<T> input);
  }

  /** Computes with the precision of the pass. */
  public Operand<TFloat32> compute(Operand<TFloat32> input, Computation computation) {
    return precision == Precision.FLOAT32
        ? computation.of(tf, input)
        : widened(computation.of(tf, narrowed(input)));
  }

  /**
   * Moves a kernel over images with stride 1, computing with the precision of the pass: [n, h, w,
   * in] to [n, h', w', out].
   *
   * @param kernel [height, width, in, out]
   * @param padding SAME adds zeros at the edges so that height and width stay, VALID adds none
   */
  public Operand<TFloat32> convolve(
      Operand<TFloat32> images, Operand<TFloat32> kernel, String padding) {
    if (precision == Precision.FLOAT32) {
      return tf.nn.conv2d(images, kernel, STRIDE_1, padding);
    }
    Operand<TBfloat16> narrow = narrowed(images);
    Operand<TBfloat16> convolved = tf.nn.conv2d(narrow, narrowed(kernel), STRIDE_1, padding);
    convolutions.add(new NarrowConvolution(kernel, narrow, convolved, padding));
    return widened(convolved);
  }

  /** Those in bfloat16 so far. */
  public List<NarrowConvolution> convolutions() {
    return List.copyOf(convolutions);
  }

  /**
   * Layers pass numbers of single precision on; what one layer has widened, the next takes as it
   * was, so that no more is stored or cast than must be.
   */
  private Operand<TFloat32> widened(Operand<TBfloat16> narrow) {
    Operand<TFloat32> wide = tf.dtypes.cast(narrow, TFloat32.class);
    narrowOf.put(wide.asOutput(), narrow);
    return wide;
  }

  private Operand<TBfloat16> narrowed(Operand<TFloat32> wide) {
    Operand<TBfloat16> narrow = narrowOf.get(wide.asOutput());
    return narrow == null ? tf.dtypes.cast(wide, TBfloat16.class) : narrow;
  }

  /**
   * Notes what a layer saw, for whoever makes a step of several passes to put together.
   *
   * @throws IllegalStateException if the pass only answers
   */
  public void observe(Parameter state, float rate, Operand<TFloat32> value) {
    if (!training) {
      throw new IllegalStateException("%s is no business of inference".formatted(state.name()));
    }
    observations.add(new Observation(state, rate, value));
  }

  /** Notes how many examples are of some kind: a scalar, which is added up over the passes. */
  public void count(Operand<TFloat32> examples) {
    counts.add(examples);
  }

  /** What was counted so far. */
  public List<Operand<TFloat32>> counts() {
    return List.copyOf(counts);
  }

  /** What was seen so far, in the order of the layers. */
  public List<Observation> observations() {
    return List.copyOf(observations);
  }
}
