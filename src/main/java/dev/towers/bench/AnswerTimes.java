package dev.towers.bench;

import dev.towers.data.Batch;
import dev.towers.export.SavedModelClassifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * How long a model takes to tell the probabilities of a batch of images, from bytes to an array.
 *
 * @param batchSize images to an answer
 */
public record AnswerTimes(int batchSize, StepTimes times) {

  /**
   * Asks a model for so long, again and again about one batch of noise, which is as fast as any
   * other; for half as long before, so that the JVM has compiled the way by then.
   */
  public static AnswerTimes measure(SavedModelClassifier model, int batchSize, Duration duration) {
    byte[] pixels = new byte[Math.multiplyExact(batchSize, model.shape().bytes())];
    new Random(0).nextBytes(pixels);
    Batch batch = new Batch(pixels, new int[batchSize], batchSize);
    ask(model, batch, duration.dividedBy(2));
    return new AnswerTimes(batchSize, StepTimes.ofMillis(ask(model, batch, duration)));
  }

  /** The times of at least one answer. */
  private static double[] ask(SavedModelClassifier model, Batch batch, Duration duration) {
    double[] millis = new double[1024];
    int answers = 0;
    long end = System.nanoTime() + duration.toNanos();
    long now = System.nanoTime();
    do {
      long start = now;
      model.probabilities(batch);
      now = System.nanoTime();
      if (answers == millis.length) {
        millis = Arrays.copyOf(millis, 2 * millis.length);
      }
      millis[answers++] = (now - start) / 1e6;
    } while (now - end < 0);
    return Arrays.copyOf(millis, answers);
  }

  /** By the median answer. */
  public double imagesPerSecond() {
    return batchSize / times.medianMillis() * 1000;
  }
}
