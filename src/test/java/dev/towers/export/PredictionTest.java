package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.export.Prediction.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {
  private static final Prediction PREDICTION =
      Prediction.of(List.of("plane", "car", "bird"), new float[] {0.2f, 0.6f, 0.2f});

  @Test
  void mostLikelyComesFirstAndTiesByLabel() {
    assertEquals(
        List.of(
            new Candidate(1, "car", 0.6f),
            new Candidate(0, "plane", 0.2f),
            new Candidate(2, "bird", 0.2f)),
        PREDICTION.candidates());
    assertEquals("car", PREDICTION.best().className());
  }

  @Test
  void topIsAllWhereMoreIsAskedFor() {
    assertEquals(PREDICTION.candidates().subList(0, 2), PREDICTION.top(2));
    assertEquals(PREDICTION.candidates(), PREDICTION.top(9));
  }
}
