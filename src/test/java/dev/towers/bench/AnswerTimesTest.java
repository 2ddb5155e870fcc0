package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.export.PublishedModel;
import dev.towers.export.SavedModelClassifier;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTimesTest {
  @Test
  void measuresForAsLongAsItWasTold(@TempDir Path temp) throws Exception {
    Path model = PublishedModel.train(1, temp).folder();
    try (SavedModelClassifier classifier = SavedModelClassifier.open(model)) {
      AnswerTimes measured = AnswerTimes.measure(classifier, 3, Duration.ofMillis(300));
      assertEquals(3, measured.batchSize());
      double allAnswers = measured.times().steps() * measured.times().medianMillis();
      assertTrue(allAnswers > 0 && allAnswers < 3000, () -> allAnswers + " ms");
    }
  }

  @Test
  void speedIsThatOfTheMedianAnswer() {
    assertEquals(
        16_000, new AnswerTimes(32, StepTimes.ofMillis(1, 2, 900)).imagesPerSecond(), 1e-9);
  }
}
