package dev.towers.train;

/**
 * How far a training has come.
 *
 * @param steps done in all
 * @param epoch from 1
 * @param step the steps done of that epoch: the place in its order of the images, in batches
 */
public record Position(long steps, int epoch, int step) {
  /** Before the first step. */
  public static final Position START = new Position(0, 1, 0);

  public Position {
    if (step < 0 || steps < step || epoch < 1 || epoch == 1 && steps != step) {
      throw new IllegalArgumentException(
          "no position: step %d, epoch %d, step %d of it".formatted(steps, epoch, step));
    }
  }

  /** One step further, in the same epoch or at the start of the next. */
  public Position next(int epoch, int step) {
    return new Position(steps + 1, epoch, step);
  }
}
