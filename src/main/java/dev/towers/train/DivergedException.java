package dev.towers.train;

/** The loss or a weight became infinite or not a number, which no later step could mend. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param step the step whose loss it was, from 1
   */
  public DivergedException(long step, float loss, float learningRate) {
    super(
        ("the loss became %s at step %d, so training stopped: try a lower --learning-rate than %s"
                + " or a lower --momentum")
            .formatted(loss, step, learningRate));
  }

  /** A trained number was found to be infinite or none when all were to be saved. */
  DivergedException(RuntimeException cause) {
    super(
        "a weight or its velocity became infinite or not a number, so training stopped and nothing"
            + " of it was saved: try a lower --learning-rate or a lower --momentum",
        cause);
  }
}
