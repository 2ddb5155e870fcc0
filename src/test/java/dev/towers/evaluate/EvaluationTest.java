package dev.towers.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Progress;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final List<String> NAMES = List.of("even", "odd");

  @Test
  void everyImageMeetsItsOwnPrediction() throws InterruptedException {
    LabeledImages images = ones(1003);
    Classifier byPixel = EvaluationTest::pixels;
    ConfusionMatrix matrix = Evaluation.of(byPixel, images, NAMES, Progress.silent());
    assertArrayEquals(new long[][] {{502, 0}, {0, 501}}, matrix.counts());
  }

  @Test
  void wrongAnswersAreCountedWhereTheyBelong() throws InterruptedException {
    Classifier alwaysOdd =
        batch -> {
          int[] answer = new int[batch.size()];
          Arrays.fill(answer, 1);
          return answer;
        };
    ConfusionMatrix matrix = Evaluation.of(alwaysOdd, ones(7), NAMES, Progress.silent());
    assertArrayEquals(new long[][] {{0, 4}, {0, 3}}, matrix.counts());
  }

  @Test
  void progressEndsWithTheLastImageAndIsClosed() throws InterruptedException {
    Steps steps = new Steps();
    Evaluation.of(EvaluationTest::pixels, ones(600), NAMES, steps);
    assertEquals(600, steps.total);
    assertEquals(600L, steps.reached.get(steps.reached.size() - 1));
    assertTrue(steps.reached.size() > 1);
    assertTrue(steps.closed);
  }

  /** Images of one pixel that is also the label: 0, 1, 0, 1, ... */
  private static LabeledImages ones(int count) {
    byte[] pixels = new byte[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      pixels[i] = (byte) labels[i];
    }
    return new LabeledImages(new ImageShape(1, 1, 1), pixels, labels);
  }

  private static int[] pixels(Batch batch) {
    int[] pixels = new int[batch.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = batch.pixels()[i];
    }
    return pixels;
  }

  private static final class Steps implements Progress, Progress.Meter {
    private final List<Long> reached = new ArrayList<>();
    private long total;
    private boolean closed;

    @Override
    public void say(String line) {}

    @Override
    public Meter open(String task, String unit, long total) {
      this.total = total;
      return this;
    }

    @Override
    public void reached(long done) {
      reached.add(done);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
