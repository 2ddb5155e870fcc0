package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Seed;
import dev.towers.data.LabeledImages;
import dev.towers.data.SampleImages;
import dev.towers.tower.Devices;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed and a number of towers decide every bit of a run. */
class RepeatabilityTest {
  private static final int THREADS = 2;
  private static final LabeledImages IMAGES = SampleImages.first(910);

  @ParameterizedTest(name = "{0} towers")
  @ValueSource(ints = {1, 3})
  void equalSeedsGiveEqualBits(int towers) throws InterruptedException {
    Snapshot first = trained(towers, new Seed(1));
    for (int repetition = 0; repetition < 2; repetition++) {
      assertEquals(Set.of(), first.differingFrom(trained(towers, new Seed(1))));
    }
  }

  @Test
  void anotherSeedGivesOtherWeights() throws InterruptedException {
    Snapshot one = trained(1, new Seed(1));
    assertEquals(one.weights().byName().keySet(), one.differingFrom(trained(1, new Seed(2))));
  }

  /** Two epochs of 30 batches of 30 and one of 10. */
  private static Snapshot trained(int towers, Seed seed) throws InterruptedException {
    try (TrainingSetup training = TrainingSetup.open(Devices.cpus(towers), seed, THREADS)) {
      TrainingPlan plan = new TrainingPlan(2, 30, seed.derive("order"));
      Trainer.train(training.session(), IMAGES, plan, steps -> {});
      return training.snapshot();
    }
  }
}
