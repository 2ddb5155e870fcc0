package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.LabeledImages;
import dev.towers.data.SampleImages;
import dev.towers.data.source.RandomImages;
import dev.towers.tower.Devices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any number of towers gives the gradient of the whole batch. */
class ExactnessTest {
  private static final int[] BATCH_SIZES = {1, 2, 5, 10, 30, 32};
  private static final double TOLERANCE = 1e-7;
  private static Map<Integer, Snapshot> oneTower;

  @BeforeAll
  static void stepOnOneTower() {
    oneTower = afterAStep(1);
  }

  @ParameterizedTest(name = "{0} towers")
  @ValueSource(ints = {2, 3, 4, 8})
  void weightsAfterAStepAreThoseOfOneTower(int towers) {
    afterAStep(towers)
        .forEach(
            (batchSize, many) -> {
              Snapshot one = oneTower.get(batchSize);
              String batch = "batch of " + batchSize;
              assertClose(many.weights().largestDifference(one.weights()), batch);
              // A step is small; its gradient tells more.
              assertClose(
                  many.velocities().largestDifference(one.velocities()), "gradient, " + batch);
            });
  }

  @Test
  void stepMovesEveryVariable() {
    try (TrainingSetup training = TrainingSetup.open(1)) {
      Snapshot start = training.snapshot();
      assertEquals(
          start.weights().byName().keySet(),
          start.weights().differingFrom(oneTower.get(30).weights()));
    }
  }

  @Test
  void fourTowersEndWhereOneDoes() throws InterruptedException {
    assertClose(
        afterAnEpoch(4).weights().largestDifference(afterAnEpoch(1).weights()), "after an epoch");
  }

  private static void assertClose(double difference, String what) {
    assertTrue(difference <= TOLERANCE, () -> what + ": differs by " + difference);
  }

  /** By batch size. */
  private static Map<Integer, Snapshot> afterAStep(int towers) {
    Map<Integer, Snapshot> snapshots = new LinkedHashMap<>();
    Devices devices = Devices.cpus(towers);
    try (TrainingGraph graph = TrainingSetup.openGraph(devices, TrainingSetup.SEED)) {
      for (int batchSize : BATCH_SIZES) {
        Batch batch = RandomImages.batch(batchSize, batchSize);
        try (TrainingSession session = TrainingSession.open(graph)) {
          session.step(batch, 0);
          snapshots.put(batchSize, Snapshot.of(session, graph));
        }
      }
    }
    return snapshots;
  }

  /** 100 steps of batch 30 and a last one of 10. */
  private static Snapshot afterAnEpoch(int towers) throws InterruptedException {
    LabeledImages images = SampleImages.first(3010);
    TrainingPlan plan = new TrainingPlan(1, 30, new Seed(1));
    try (TrainingSetup training = TrainingSetup.open(towers)) {
      Trainer.train(training.session(), images, plan, steps -> {});
      return training.snapshot();
    }
  }
}
