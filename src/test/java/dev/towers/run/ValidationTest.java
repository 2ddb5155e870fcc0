package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Recorded;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.evaluate.Score;
import dev.towers.train.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {
  private static final ImageShape SHAPE = new ImageShape(1, 1, 1);
  private static final LabeledImages IMAGES = new LabeledImages(SHAPE, new byte[600], new int[600]);

  @TempDir Path folder;
  private final Recorded output = new Recorded();

  @Test
  void addsUpTheScoresOfAllBatches() throws Exception {
    Path file = folder.resolve("validation.csv");
    List<EpochScore> soFar = List.of(new EpochScore(1, 10, 2, 0.25));
    try (Validation validation =
        Validation.open(
            batch -> new Score(batch.size(), batch.size() / 4, 0.5 * batch.size()),
            IMAGES,
            file,
            soFar,
            output)) {
      EpochScore second = new EpochScore(2, 20, 0.5, 149 / 600.0); // 4 times 31 and 25
      assertEquals(Optional.of(second), validation.hold(new Position(20, 2, 10)));
      assertEquals(List.of(soFar.get(0), second), validation.scores());
      assertTrue(validation.seconds() > 0);
      assertEquals(
          List.of("epoch,loss,accuracy", "1,2.000000,0.250000", "2,0.500000,0.248333"),
          Files.readAllLines(file));
      Files.delete(file);
      validation.complete();
      assertEquals(3, Files.readAllLines(file).size());
    }
  }

  @Test
  void anInterruptIsLeftForWhoeverTrains() throws Exception {
    try (Validation validation =
        Validation.open(
            batch -> new Score(batch.size(), 0, 0),
            IMAGES,
            folder.resolve("validation.csv"),
            List.of(),
            output)) {
      Thread.currentThread().interrupt();
      assertTrue(validation.hold(new Position(20, 2, 10)).isPresent());
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void nothingIsScoredOrWrittenWithoutImages() throws Exception {
    LabeledImages none = new LabeledImages(SHAPE, new byte[0], new int[0]);
    try (Validation validation =
        Validation.open(
            batch -> {
              throw new AssertionError("no images to score");
            },
            none,
            folder.resolve("validation.csv"),
            List.of(),
            output)) {
      assertEquals(Optional.empty(), validation.hold(new Position(20, 2, 10)));
      validation.complete();
      assertFalse(validation.hasNotImprovedFor(1));
    }
    assertFalse(Files.exists(folder.resolve("validation.csv")));
  }

  @Test
  void patienceEndsAfterSoManyEpochsWithoutABetterOne() throws Exception {
    List<EpochScore> scores = new ArrayList<>();
    boolean[] expected = {false, false, false, false, true, false};
    double[] accuracies = {0.5, 0.6, 0.6, 0.55, 0.6, 0.7};
    for (int epoch = 1; epoch <= accuracies.length; epoch++) {
      scores.add(new EpochScore(epoch, epoch, 1, accuracies[epoch - 1]));
      try (Validation validation =
          Validation.open(
              batch -> new Score(1, 1, 1), IMAGES, folder.resolve("v.csv"), scores, output)) {
        assertEquals(expected[epoch - 1], validation.hasNotImprovedFor(3), "epoch " + epoch);
        assertFalse(validation.hasNotImprovedFor(0));
      }
    }
  }
}
