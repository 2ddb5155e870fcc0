package dev.towers.bench;

import dev.towers.InputException;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.export.SavedModelClassifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How long a model takes to tell the probabilities of a batch of images, from bytes to an array.
 *
 * @param batch images to an answer
 * @param answers that were measured
 * @param imagesPerSecond by the median answer
 */
public record AnswerTimes(
    int batch, int answers, double imagesPerSecond, double millisMedian, double millisP90) {
  private static final WholeNumbers BATCH_SIZES = new WholeNumbers("batch-sizes", 1, 100_000);

  /** What stays in memory beside the graph's own tensors, which are many times as large. */
  private static final long MOST_PIXEL_BYTES = 500_000_000;

  static AnswerTimes of(int batch, StepTimes times) {
    return new AnswerTimes(
        batch, times.steps(), times.perSecond(batch), times.medianMillis(), times.p90Millis());
  }

  /**
   * The sizes of batch that the user asked for: {@code 1,32,512}.
   *
   * @throws InputException if it is no list of different whole numbers in range
   */
  public static List<Integer> parseBatchSizes(String text) {
    return BATCH_SIZES.parse(text, "whole numbers from 1 to 100,000, such as 1,32,512");
  }

  /**
   * Refuses a batch of large images that would not stay in memory.
   *
   * @throws InputException if it is such a batch
   */
  public static void requireFit(int batch, ImageShape shape) {
    if ((long) batch * shape.bytes() > MOST_PIXEL_BYTES) {
      throw InputException.about(
          "%s %d is too many images of %s: choose at most %d",
          BATCH_SIZES.setting(), batch, shape, MOST_PIXEL_BYTES / shape.bytes());
    }
  }

  /**
   * Asks a model for so long, again and again about one batch of noise, which is as fast as any
   * other; for half as long before, so that the JVM has compiled the way by then.
   */
  public static AnswerTimes measure(SavedModelClassifier model, int batch, Duration duration) {
    byte[] pixels = new byte[Math.multiplyExact(batch, model.shape().bytes())];
    new Random(0).nextBytes(pixels);
    Batch noise = new Batch(pixels, new int[batch], batch);
    ask(model, noise, duration.dividedBy(2));
    return of(batch, StepTimes.ofMillis(ask(model, noise, duration)));
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
}
