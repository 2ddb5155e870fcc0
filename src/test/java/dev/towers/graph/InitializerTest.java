package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.networks.QuickStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class InitializerTest {
  /** The inputs of one output of each layer of the quick-start. */
  private static final Map<String, Integer> FAN_IN =
      Map.of("conv1", 75, "conv2", 150, "fc1", 400, "fc2", 120, "fc3", 84);

  private static final Weights WEIGHTS = start(1);

  @Test
  void uniformStaysWithinOneByTheRootOfFanIn() {
    WEIGHTS
        .byName()
        .forEach(
            (name, values) -> {
              for (double unit : units(name, values)) {
                assertTrue(Math.abs(unit) <= 1 + 1e-6, name + " at " + unit + " of its bound");
              }
            });
  }

  /** Within five standard deviations of what a uniform distribution gives. */
  @Test
  void uniformHasItsMeanAndVariance() {
    WEIGHTS
        .byName()
        .forEach(
            (name, values) -> {
              double sum = 0;
              double squares = 0;
              for (double unit : units(name, values)) {
                sum += unit;
                squares += unit * unit;
              }
              int n = values.length;
              assertEquals(0, sum / n, 5 * Math.sqrt(1.0 / 3 / n), name);
              assertEquals(1.0 / 3, squares / n, 5 * Math.sqrt((1.0 / 5 - 1.0 / 9) / n), name);
            });
  }

  @Test
  void everyVariableDrawsFromAStreamOfItsOwn() {
    List<String> names = new ArrayList<>(WEIGHTS.byName().keySet());
    for (String one : names) {
      for (String other : names.subList(0, names.indexOf(one))) {
        double[] ones = units(one, WEIGHTS.of(one));
        double[] others = units(other, WEIGHTS.of(other));
        int alike = 0;
        for (int i = 0; i < 6; i++) {
          alike += Math.abs(ones[i] - others[i]) < 1e-4 ? 1 : 0;
        }
        assertTrue(alike < 2, one + " and " + other + " start alike");
      }
    }
  }

  @Test
  void sameSeedGivesTheSameBits() {
    assertEquals(Set.of(), WEIGHTS.differingFrom(start(1)));
  }

  @Test
  void anotherSeedChangesEveryVariable() {
    assertEquals(WEIGHTS.byName().keySet(), WEIGHTS.differingFrom(start(2)));
  }

  @Test
  void zerosAreZeros() {
    float[] values =
        Computed.floats(tf -> Initializer.zeros().value(tf, Shape.of(2, 3), new Seed(1)));
    assertArrayEquals(new float[6], values);
  }

  /** Two inputs of three outputs: what comes in at channel 0 and 1 goes out there. */
  @Test
  void diracLetsItsInputsThrough() {
    Shape shape = Shape.of(3, 3, 2, 3);
    float[] values =
        Computed.floats(tf -> Initializer.diracFanIn(18).value(tf, shape, new Seed(1)));
    float[] uniform =
        Computed.floats(tf -> Initializer.uniformFanIn(18).value(tf, shape, new Seed(1)));
    for (int i = 0; i < values.length; i++) {
      int out = i % 3;
      int in = i / 3 % 2;
      boolean middle = i / 6 == 4;
      assertEquals(out == 2 ? uniform[i] : middle && in == out ? 1 : 0, values[i]);
    }
    float[] fewer =
        Computed.floats(
            tf -> Initializer.diracFanIn(4).value(tf, Shape.of(1, 1, 4, 2), new Seed(1)));
    assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0, 0, 0}, fewer);
  }

  private static Weights start(long seed) {
    return InitialWeights.of(
        new QuickStart(), RandomImages.CIFAR, RandomImages.CLASSES, new Seed(seed));
  }

  /** The values as multiples of their bound. */
  private static double[] units(String name, float[] values) {
    double bound = 1 / Math.sqrt(FAN_IN.get(name.substring(0, name.indexOf('.'))));
    double[] units = new double[values.length];
    for (int i = 0; i < units.length; i++) {
      units[i] = values[i] / bound;
    }
    return units;
  }
}
