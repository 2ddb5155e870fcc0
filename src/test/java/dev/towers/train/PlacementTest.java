package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.source.RandomImages;
import dev.towers.tower.Devices;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where ops run by TensorFlow's own account of a step. */
class PlacementTest {
  private static final int TOWERS = 8;
  private static final Devices DEVICES = Devices.cpus(TOWERS);

  /** Of a network with convolutions: if one of these ran, its tower did its work. */
  private static final List<String> FORWARD =
      List.of("BiasAdd", "MaxPool", "SoftmaxCrossEntropyWithLogits", "ReduceSum");

  private static final List<String> BACKWARD =
      List.of("Conv2DBackpropInput", "Conv2DBackpropFilter", "Conv2DBackpropFilter_1", "MatMul");

  @AutoClose private static TrainingGraph graph;

  @BeforeAll
  static void open() {
    graph = TrainingSetup.openGraph(DEVICES, TrainingSetup.SEED);
  }

  @ParameterizedTest(name = "batch of {0} on 8 towers, {1} of them active")
  @CsvSource({"30, 8", "10, 5", "2, 2", "1, 1"})
  void towersRunOnTheirDevicesAndIdleOnesNotAtAll(int batchSize, int active) {
    TracedStep step = step(batchSize);
    Set<String> busy = new TreeSet<>();
    for (int tower = 0; tower < active; tower++) {
      busy.add("CPU:" + tower);
      assertRanOn("CPU:" + tower, step.of("tower_" + tower), "tower_" + tower, FORWARD);
      assertRanOn("CPU:" + tower, step.of("gradients_" + tower), "gradients_" + tower, BACKWARD);
    }
    for (int tower = active; tower < TOWERS; tower++) {
      assertEquals(Map.of(), step.of("tower_" + tower));
      assertEquals(Map.of(), step.of("gradients_" + tower));
    }
    assertEquals(busy, step.ops().keySet());
  }

  @Test
  void variablesAndTheirUpdatesAreOnTheMainDevice() {
    step(30)
        .ops()
        .forEach(
            (device, names) ->
                assertEquals(
                    device.equals("CPU:0"),
                    names.stream().anyMatch(name -> name.matches("ApplyMomentum.*|fc1\\.weights")),
                    device));
  }

  private static TracedStep step(int batchSize) {
    return TracedStep.run(
        graph, TOWERS, DEVICES.sessionConfig(1), RandomImages.batch(batchSize, 1));
  }

  private static void assertRanOn(
      String device, Map<String, Set<String>> opsByDevice, String scope, List<String> expected) {
    assertEquals(Set.of(device), opsByDevice.keySet(), scope);
    for (String op : expected) {
      assertTrue(opsByDevice.get(device).contains(scope + "/" + op), scope + "/" + op);
    }
  }
}
