package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.towers.Seed;
import dev.towers.tower.Devices;
import dev.towers.tower.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

class DataParallelTest {
  private static final Seed SEED = new Seed(7);

  /** A row of five products is too short to be summed in another order. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8})
  void gatheredOutputIsThatOfOneDeviceToTheBit(int devices) {
    List<DataParallel.Journey> alone = send(Devices.cpus(1));
    List<DataParallel.Journey> together = send(Devices.cpus(devices));
    assertEquals(4, together.size());
    for (int batch = 0; batch < together.size(); batch++) {
      assertEquals(alone.get(batch).whole(), together.get(batch).whole());
      float[][] expected = alone.get(batch).output();
      float[][] actual = together.get(batch).output();
      for (int row = 0; row < expected.length; row++) {
        assertArrayEquals(expected[row], actual[row]);
      }
      assertNotEquals(expected[0][0], expected[1][0]);
    }
  }

  @Test
  void eachTowerRunsOnItsDeviceAndAnIdleOneNowhere() throws Exception {
    Devices devices = Devices.cpus(8);
    try (DataParallel.Model model = DataParallel.Model.open(devices, SEED);
        Session session = model.openSession(devices);
        TFloat32 rows = TFloat32.tensorOf(Shape.of(10, 5))) {
      ForwardPass pass = model.pass(10); // five chunks of 2
      Session.Runner runner =
          session
              .runner()
              .setOptions(
                  RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build())
              .feed(model.rows(), rows)
              .fetch(pass.output());
      SortedMap<String, String> deviceOfTower = new TreeMap<>();
      try (var run = runner.runAndFetchMetadata()) {
        for (DeviceStepStats device :
            run.getMetadata().orElseThrow().getStepStats().getDevStatsList()) {
          for (NodeExecStats node : device.getNodeStatsList()) {
            // the name that TensorFlow gives product and bias, which it fuses
            if (node.getNodeName().matches("tower_\\d+/BiasAdd")) {
              String name = device.getDevice();
              deviceOfTower.put(
                  node.getNodeName().replaceAll("/.*", ""), name.substring(name.indexOf("CPU:")));
            }
          }
        }
      }
      assertEquals(
          "{tower_0=CPU:0, tower_1=CPU:1, tower_2=CPU:2, tower_3=CPU:3, tower_4=CPU:4}",
          deviceOfTower.toString());
    }
  }

  private static List<DataParallel.Journey> send(Devices devices) {
    List<DataParallel.Journey> journeys = new ArrayList<>();
    try (DataParallel towers = DataParallel.open(devices, SEED)) {
      for (float[][] batch : DataParallel.batches(30, SEED)) {
        journeys.add(towers.send(batch));
      }
    }
    return journeys;
  }
}
