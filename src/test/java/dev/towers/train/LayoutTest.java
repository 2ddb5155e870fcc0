package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.towers.Seed;
import dev.towers.data.Augmentation;
import dev.towers.data.LabeledImages;
import dev.towers.data.SampleImages;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.graph.Precision;
import dev.towers.graph.networks.Networks;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a batch is cut decides every bit, where the towers sit decides none. */
class LayoutTest {
  private static final int TOWERS = 4;

  /**
   * So little momentum that the velocity of a unit which has died passes through the numbers too
   * small to be normal, where TensorFlow's threads round otherwise than other threads.
   */
  private static final Method METHOD =
      new Method(
          Loss.crossEntropy(),
          Sgd.of(0.05f, 0.1f),
          new Augmentation(2, Augmentation.Flip.RANDOM),
          Precision.FLOAT32);

  private static final LabeledImages IMAGES = SampleImages.first(310);

  @ParameterizedTest(name = "{0}, batch {1}")
  @CsvSource({"quickstart, 30", "quickstart, 7", "quickstart-bn, 30", "convgroups-8-8-8, 7"})
  void fourTowersGiveTheSameBitsOnAnyNumberOfDevices(String network, int batchSize)
      throws InterruptedException {
    Snapshot one = trained(Networks.named(network), batchSize, TOWERS, 1);
    for (int devices : new int[] {2, 3, 4}) {
      Snapshot several = trained(Networks.named(network), batchSize, TOWERS, devices);
      assertEquals(Set.of(), one.differingFrom(several), devices + " devices");
    }
  }

  @Test
  void anotherNumberOfTowersGivesOtherBits() throws InterruptedException {
    Network network = Networks.named("quickstart");
    assertNotEquals(Set.of(), trained(network, 30, 4, 1).differingFrom(trained(network, 30, 3, 1)));
  }

  /** Two epochs; the last batch is smaller, and may leave towers idle. */
  private static Snapshot trained(Network network, int batchSize, int towers, int devices)
      throws InterruptedException {
    Layout layout = new Layout(Devices.cpus(devices), towers, 1);
    try (TrainingSetup training = TrainingSetup.open(network, METHOD, layout, TrainingSetup.SEED)) {
      TrainingPlan plan = new TrainingPlan(2, batchSize, new Seed(1));
      Trainer.train(training.session(), IMAGES, plan, steps -> {});
      return training.snapshot();
    }
  }
}
