package dev.towers.bench;

import dev.towers.data.Batch;
import dev.towers.train.TrainingSession;
import java.util.Arrays;

/** Training steps on one and the same batch, with the time that each takes. */
final class TimedTraining {
  private static final float LEARNING_RATE = 0.001f;

  private final TrainingSession session;
  private final Batch batch;
  private final double[] millis;
  private int measured;

  /**
   * @param steps the most that will be measured
   */
  TimedTraining(TrainingSession session, Batch batch, int steps) {
    this.session = session;
    this.batch = batch;
    millis = new double[steps];
  }

  void warmUp(int steps) {
    for (int i = 0; i < steps; i++) {
      session.step(batch, LEARNING_RATE);
    }
  }

  void measure(int steps) {
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      session.step(batch, LEARNING_RATE);
      millis[measured++] = (System.nanoTime() - start) / 1e6;
    }
  }

  /** The times of the steps measured so far. */
  StepTimes times() {
    return StepTimes.ofMillis(Arrays.copyOf(millis, measured));
  }
}
