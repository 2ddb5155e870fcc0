package dev.towers.train;

/** The loss became infinite or not a number, so no later step could mend the weights. */
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
}
