package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
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
      long start = System.nanoTime();
      AnswerTimes measured = AnswerTimes.measure(classifier, 3, Duration.ofMillis(300));
      assertTrue(System.nanoTime() - start >= 450_000_000); // with half of it before
      assertEquals(3, measured.batch());
      double allAnswers = measured.answers() * measured.millisMedian();
      assertTrue(measured.answers() > 1);
      assertTrue(allAnswers > 0 && allAnswers < 3000, () -> allAnswers + " ms");
    }
  }

  @Test
  void speedIsThatOfTheMedianAnswer() {
    assertEquals(16_000, AnswerTimes.of(32, StepTimes.ofMillis(1, 2, 900)).imagesPerSecond(), 1e-9);
  }

  @Test
  void batchesThatWouldNotStayInMemoryAreRefused() {
    ImageShape large = new ImageShape(1000, 1000, 3);
    AnswerTimes.requireFit(166, large);
    InputException refusal =
        assertThrows(InputException.class, () -> AnswerTimes.requireFit(167, large));
    assertEquals(
        "batch-sizes 167 is too many images of 1000x1000x3: choose at most 166",
        refusal.getMessage());
  }
}
