package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.towers.Seed;
import dev.towers.tower.Devices;
import dev.towers.tower.ForwardPass;
import dev.towers.tower.Sessions;
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

class DataParallelSessionTest {
  private static final Seed SEED = new Seed(7);
  private static final RandomRows ROWS = RandomRows.draw(100, 5, SEED);

  /** A row of five products is too short to be summed in another order. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8})
  void gatheredOutputIsThatOfOneDeviceToTheBit(int devices) {
    List<BatchJourney> alone = send(Devices.cpus(1));
    List<BatchJourney> together = send(Devices.cpus(devices));
    assertEquals(4, together.size());
    for (int batch = 0; batch < together.size(); batch++) {
      assertEquals(alone.get(batch).outputShape(), together.get(batch).outputShape());
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
    try (DataParallelGraph graph = DataParallelGraph.open(5, 2, devices, SEED);
        Session session = Sessions.open(graph.graph(), devices.sessionConfig(1));
        TFloat32 rows = TFloat32.tensorOf(Shape.of(10, 5))) {
      session.runner().addTarget(graph.initialize()).run().close();
      ForwardPass pass = graph.passes().get(4); // 10 rows make five chunks of 2
      Session.Runner runner =
          session
              .runner()
              .setOptions(
                  RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build())
              .feed(graph.rows(), rows)
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

  private static List<BatchJourney> send(Devices devices) {
    List<BatchJourney> journeys = new ArrayList<>();
    try (DataParallelGraph graph = DataParallelGraph.open(5, 2, devices, SEED);
        DataParallelSession session = DataParallelSession.open(graph, devices)) {
      for (float[][] batch : ROWS.batches(30)) {
        journeys.add(session.send(batch));
      }
    }
    return journeys;
  }
}
