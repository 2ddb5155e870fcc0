package dev.towers.run;

import dev.towers.train.Position;
import java.time.Duration;

/**
 * When to save a training: every so many steps, at the end of each epoch, and when the last try was
 * long ago.
 *
 * @param everySteps 0 for only the other two
 * @param longest since the last try
 */
record CheckpointPolicy(int everySteps, int stepsPerEpoch, Duration longest) {

  /** The longest time of work that a power cut may cost. */
  static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  CheckpointPolicy {
    if (everySteps < 0 || stepsPerEpoch < 1 || longest.isNegative()) {
      throw new IllegalArgumentException(
          "a checkpoint every %d steps or %s".formatted(everySteps, longest));
    }
  }

  /**
   * Whether one is due.
   *
   * @param before where training stood when this was asked last; many steps may lie between
   * @param since the last try
   */
  boolean isDue(Position before, Position now, Duration since) {
    boolean counted = everySteps > 0 && now.steps() / everySteps > before.steps() / everySteps;
    return counted || now.step() == stepsPerEpoch || since.compareTo(longest) > 0;
  }
}
