package dev.towers.train;

import java.util.OptionalLong;

/** The loss, a weight or an answer is infinite or not a number, which no later step could mend. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** −1 where it was found between steps. */
  private final long step;

  private final float rate;

  /** The loss of a step, counted from 1, was infinite or none. */
  DivergedException(long step, float loss, float rate) {
    super("the loss became %s at step %d".formatted(loss, step));
    this.step = step;
    this.rate = rate;
  }

  /** A trained number was found to be infinite or none when all were to be saved. */
  DivergedException(RuntimeException cause) {
    super("a weight or its velocity became infinite or not a number", cause);
    step = -1;
    rate = Float.NaN;
  }

  /** A network that was trained to the end answers with what is no number. */
  public DivergedException() {
    super("the trained network answers with what is no number");
    step = -1;
    rate = Float.NaN;
  }

  /** The step whose loss it was, from 1; none where it was found elsewhere. */
  public OptionalLong step() {
    return step < 0 ? OptionalLong.empty() : OptionalLong.of(step);
  }

  /** The learning rate of that step. */
  public float rate() {
    return rate;
  }
}
