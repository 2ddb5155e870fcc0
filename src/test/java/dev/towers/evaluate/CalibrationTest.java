package dev.towers.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Progress;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Five images of two classes, counted by hand. */
class CalibrationTest {
  private static final int[] LABELS = {0, 1, 1, 0, 1};

  /** Of class 1. */
  private static final float[] PROBABILITIES = {0.25f, 0.75f, 0.125f, 0.97f, 1};

  private final Predictions predictions = predictions();

  /**
   * Predicted 0 with 0.75 (right), 1 with 0.75 (right), 0 with 0.875 (wrong), 1 with 0.97 (wrong),
   * 1 with 1 (right): two of two from 0.7 on, none of one from 0.8 on, one of two from 0.9 on.
   */
  @Test
  void isCountedInBins() {
    List<Calibration.Bin> bins = predictions.calibration().bins();
    assertEquals(10, bins.size());
    assertEquals(new Calibration.Bin(0.7, 0.8, 2, 2, 1.5), bins.get(7));
    assertEquals(new Calibration.Bin(0.8, 0.9, 1, 0, 0.875), bins.get(8));
    assertEquals(2, bins.get(9).images());
    assertEquals(0.5, bins.get(9).accuracy());
    assertEquals(0.985, bins.get(9).meanProbability(), 1e-7);
    assertEquals(5, bins.stream().mapToLong(Calibration.Bin::images).sum());
  }

  /** (2·|1 − 0.75| + 1·|0 − 0.875| + 2·|0.5 − 0.985|) / 5 = 0.469. */
  @Test
  void expectedErrorIsTheMeanDistance() {
    assertEquals(0.469, predictions.calibration().expectedError(), 1e-7);
  }

  @Test
  void theWorstMistakeIsTheSurest() {
    assertEquals(
        List.of(new Answer(3, 0, 1, 0.97f, 1 - 0.97f), new Answer(2, 1, 0, 0.875f, 0.125f)),
        predictions.worstMistakes(24));
    assertEquals(3, predictions.worstMistakes(1).get(0).image());
  }

  @Test
  void theMatrixIsThatOfTheAnswers() {
    long[][] counts = predictions.matrix(List.of("a", "b")).counts();
    assertEquals(List.of(1L, 1L), List.of(counts[0][0], counts[0][1]));
    assertEquals(List.of(1L, 2L), List.of(counts[1][0], counts[1][1]));
  }

  @Test
  void nothingComesOfThoseThatAreStopped() throws InterruptedException {
    Optional<Predictions> stopped =
        Evaluation.predictions(CalibrationTest::answer, images(), () -> true, Progress.silent());
    assertTrue(stopped.isEmpty());
  }

  private static Predictions predictions() {
    try {
      return Evaluation.predictions(
              CalibrationTest::answer, images(), () -> false, Progress.silent())
          .orElseThrow();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Each image is one pixel, its place. */
  private static LabeledImages images() {
    return new LabeledImages(new ImageShape(1, 1, 1), new byte[] {0, 1, 2, 3, 4}, LABELS);
  }

  private static Answers answer(Batch batch) {
    int[] classes = new int[batch.size()];
    float[][] probabilities = new float[batch.size()][];
    for (int i = 0; i < batch.size(); i++) {
      float one = PROBABILITIES[batch.pixels()[i]];
      probabilities[i] = new float[] {1 - one, one};
      classes[i] = one > 0.5 ? 1 : 0;
    }
    return new Answers(classes, probabilities);
  }
}
