package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.data.Augmentation;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.graph.Precision;
import dev.towers.graph.networks.Networks;
import dev.towers.graph.networks.QuickStart;
import dev.towers.tower.Activations;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step takes is known before it is taken. */
class ActivationsTest {
  /** Of the quick-start, for an image; what pooling gives and the next layer takes counts once. */
  private static final int NUMBERS =
      32 * 32 * 3 // the pixels
          + 28 * 28 * 6
          + 2 * 14 * 14 * 6 // before and after ReLU
          + 10 * 10 * 16
          + 2 * 5 * 5 * 16
          + 2 * 120
          + 2 * 84
          + 10; // the gradient of the loss

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void areWhatTheBackwardPassReadsOfTheForwardPass(int towers) {
    Layout layout = Layout.oneOnEach(Devices.cpus(towers), 1);
    assertEquals(4L * NUMBERS, of(new QuickStart(), TrainingSetup.METHOD, layout));
  }

  @Test
  void imagesThatMoveAreKeptAsMuch() {
    Method method = method(new Augmentation(2, Augmentation.Flip.RANDOM), Precision.FLOAT32);
    assertEquals(4L * NUMBERS, of(new QuickStart(), method, Layout.oneOnEach(Devices.cpus(1), 1)));
  }

  /** All before the first full connection, and what the ReLUs after it read. */
  @Test
  void whatIsComputedInHalfTheWidthTakesHalf() {
    Method method = method(Augmentation.NONE, Precision.BFLOAT16);
    long wide = 5 * 5 * 16 + 120 + 84 + 10;
    long narrow = NUMBERS - wide;
    assertEquals(
        4 * wide + 2 * narrow, of(new QuickStart(), method, Layout.oneOnEach(Devices.cpus(1), 1)));
  }

  /**
   * The stem learns nothing, so what it reads is not kept. Each group keeps what pooling reads, and
   * six times as much as it gives.
   */
  @Test
  void whatNoGradientNeedsIsNotKept() {
    Network network = Networks.named("convgroups-8-4-2");
    long numbers =
        24 * 31 * 31 // after ReLU
            + 8 * (31 * 31 + 6 * 15 * 15)
            + 4 * (15 * 15 + 6 * 7 * 7)
            + 2 * (7 * 7 + 6 * 3 * 3)
            + 2 // the largest of each channel
            + 10;
    Layout layout = Layout.oneOnEach(Devices.cpus(1), 1);
    assertEquals(4 * numbers, of(network, TrainingSetup.METHOD, layout));
  }

  @Test
  void areNotBelowNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Activations(-1));
  }

  private static long of(Network network, Method method, Layout layout) {
    try (TrainingGraph graph =
        TrainingSetup.openGraph(network, method, layout, TrainingSetup.SEED)) {
      return graph.activations().bytesOfAnExample();
    }
  }

  private static Method method(Augmentation augmentation, Precision precision) {
    Sgd sgd =
        new Sgd(
            Schedule.constant(1e-3f), Schedule.constant(0.9f), false, Sgd.Decay.NONE, List.of());
    return new Method(Loss.crossEntropy(), sgd, augmentation, precision);
  }
}
