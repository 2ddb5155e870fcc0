package dev.towers.graph.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.data.SampleImages;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.InitialWeights;
import dev.towers.graph.Network;
import dev.towers.graph.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvGroupsTest {
  private static final Network NETWORK = Networks.named("convgroups-24-64-96");

  @Test
  void aNameIsItsWidths() {
    assertEquals("convgroups-24-64-96", NETWORK.name());
    assertEquals(NETWORK.name(), Networks.named(NETWORK.name()).name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "convgroups",
        "convgroups-1-2",
        "convgroups-0-1-1",
        "convgroups-1-1-1-1",
        "c-1-1-1"
      })
  void otherNamesAreNone(String name) {
    assertThrows(InputException.class, () -> Networks.named(name));
  }

  /** Or what is tested or timed without images would be a network of zeros. */
  @Test
  void aNetworkThatKnowsNoImagesIsAliveAllTheSame() {
    float[] filters = start(NETWORK, RandomImages.CIFAR).of("stem.weights");
    double squares = 0;
    for (float filter : filters) {
      squares += filter * filter;
    }
    assertEquals(1 / 3.0 / 12, squares / filters.length, 0.01);
  }

  @Test
  void aNetworkIsOnlySoWide() {
    assertEquals("convgroups-1024-1-1", Networks.named("convgroups-1024-1-1").name());
    String message =
        assertThrows(InputException.class, () -> Networks.named("convgroups-1-1025-1"))
            .getMessage();
    assertEquals(
        "the network convgroups-1-1025-1 is too wide: a group has at most 1,024 channels", message);
  }

  /**
   * Of each group two convolutions and two normalizations of a scale and an offset, and the last
   * layer.
   */
  @ParameterizedTest
  @ValueSource(ints = {9, 32, 48})
  void hasAsManyParametersForAnySize(int size) {
    Weights weights = start(NETWORK, new ImageShape(size, size + 3, 3));
    int groups =
        9 * (24 * 24 + 24 * 24 + 24 * 64 + 64 * 64 + 64 * 96 + 96 * 96) + 4 * (24 + 64 + 96);
    int last = 96 * 10 + 10;
    int untrained = 2 * 2 * 3 * 24 + 4 * (24 + 64 + 96);
    assertEquals(
        groups + last + untrained,
        weights.byName().values().stream().mapToInt(values -> values.length).sum());
  }

  @Test
  void tellsWhatItCannotTake() {
    ImageShape small = new ImageShape(9, 8, 3);
    String message = assertThrows(InputException.class, () -> start(NETWORK, small)).getMessage();
    assertEquals(
        "the network convgroups-24-64-96 needs images of at least 9x9 pixels, these are 9x8",
        message);
  }

  /** The images of one class may lie before all others: here it is black. */
  @Test
  void theStemLooksAtImagesOfEveryClass() {
    LabeledImages sample = SampleImages.first(1_000);
    byte[] pixels = new byte[2_000 * RandomImages.CIFAR.bytes()];
    for (int image = 0; image < 1_000; image++) {
      sample.copyPixels(image, pixels, (1_000 + image) * RandomImages.CIFAR.bytes());
    }
    LabeledImages sorted = new LabeledImages(RandomImages.CIFAR, pixels, new int[2_000]);
    float[] filters = start(NETWORK.startingFrom(sorted), RandomImages.CIFAR).of("stem.weights");
    for (float weight : filters) {
      // Those for no light at all would be as large as the root of one in 1.25e-4.
      assertTrue(Math.abs(weight) < 80, Arrays.toString(filters));
    }
  }

  /**
   * What the stem makes of the images that it starts from has no correlation and, but for noise,
   * one variance.
   */
  @Test
  void theStemWhitensTheImages() {
    LabeledImages images = SampleImages.first(1_000);
    int outputs = 12; // the others are their negatives
    float[] filters = start(NETWORK.startingFrom(images), RandomImages.CIFAR).of("stem.weights");
    double[] sums = new double[outputs];
    double[][] products = new double[outputs][outputs];
    int patches = 0;
    byte[] pixels = new byte[RandomImages.CIFAR.bytes()];
    for (int image = 0; image < images.size(); image++) {
      images.copyPixels(image, pixels, 0);
      for (int y = 0; y < 31; y++) {
        for (int x = 0; x < 31; x++) {
          double[] output = new double[outputs];
          for (int k = 0; k < 12; k++) {
            int at = ((y + k / 6) * 32 + x + k / 3 % 2) * 3 + k % 3;
            for (int j = 0; j < outputs; j++) {
              output[j] += ((pixels[at] & 0xff) / 127.5 - 1) * filters[k * 24 + j];
            }
          }
          patches++;
          for (int i = 0; i < outputs; i++) {
            sums[i] += output[i];
            for (int j = 0; j < outputs; j++) {
              products[i][j] += output[i] * output[j];
            }
          }
        }
      }
    }
    for (int i = 0; i < outputs; i++) {
      for (int j = 0; j < outputs; j++) {
        double covariance = products[i][j] / patches - sums[i] / patches * sums[j] / patches;
        assertTrue(
            i == j ? covariance < 1 : Math.abs(covariance) < 0.02,
            i + ", " + j + ": " + covariance);
        assertTrue(i != j || covariance > (i < 6 ? 0.1 : 0.9), i + ": " + covariance);
      }
      assertEquals(filters[i], -filters[12 + i]);
    }
  }

  private static Weights start(Network network, ImageShape shape) {
    return InitialWeights.of(network, shape, RandomImages.CLASSES, new Seed(1));
  }
}
