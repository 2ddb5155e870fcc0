package dev.towers.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One application of a network: where its ops go, whether it trains, and what its layers observe of
 * the batch on the way. Each tower has a pass of its own, and so has each answer.
 */
public final class Pass {
  private final Ops tf;
  private final boolean training;
  private final List<Observation> observations = new ArrayList<>();

  /**
   * What a layer saw of its batch, for a state that follows such values: state ← state +
   * rate·(value − state).
   *
   * @param state a variable that is not trained
   * @param rate from 0 to 1
   * @param value of the state's shape, a mean over the examples of the pass
   */
  public record Observation(Parameter state, float rate, Operand<TFloat32> value) {}

  private Pass(Ops tf, boolean training) {
    this.tf = tf;
    this.training = training;
  }

  /** One that a backward pass and an update of the states will follow. */
  public static Pass training(Ops tf) {
    return new Pass(tf, true);
  }

  /** One that only answers: nothing it does depends on the other examples of the batch. */
  public static Pass inference(Ops tf) {
    return new Pass(tf, false);
  }

  /** Makes the ops of the pass, in its scope and on its device. */
  public Ops tf() {
    return tf;
  }

  public boolean isTraining() {
    return training;
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

  /** What was seen so far, in the order of the layers. */
  public List<Observation> observations() {
    return List.copyOf(observations);
  }
}
