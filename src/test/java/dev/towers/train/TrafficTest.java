package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.source.RandomImages;
import dev.towers.graph.Parameter;
import dev.towers.graph.Start;
import dev.towers.graph.StoredVariables;
import dev.towers.graph.networks.Networks;
import dev.towers.tower.Cluster;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.tower.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What travels in a step, by the graph alone; {@code ClusterTrafficIT} counts it. */
class TrafficTest {
  private static final long QUICK_START = 62_006;
  private static final long FIRST_FULLY_CONNECTED = 400 * 120 + 120;

  @Test
  void aStepSendsTheWeightsToEachProcessAndBringsGradientsFromEachTower() {
    long result = QUICK_START + 1; // and the loss
    assertEquals(
        new Traffic(4 * QUICK_START, 4 * result, 4 * (QUICK_START + 2 * result)),
        traffic("quickstart", 2));
    assertEquals(4 * (2 * QUICK_START + 2 * result), traffic("quickstart", 3).total());
  }

  @Test
  void nothingTravelsWhereOneProcessHasAllTowers() {
    assertEquals(0, traffic("quickstart", 1).total());
  }

  @Test
  void whatIsFrozenTravelsNeitherWay() {
    long trained = QUICK_START - FIRST_FULLY_CONNECTED;
    Traffic traffic = traffic("quickstart", 2, "fc1*");
    assertEquals(4 * trained, traffic.weights());
    assertEquals(4 * (trained + 1), traffic.results());
  }

  /** Running statistics are read by no tower, and what they are to follow comes back. */
  @Test
  void runningStatisticsTravelOneWay() {
    try (TrainingGraph graph = open("quickstart-bn", 2)) {
      long trained = graph.variables().trainedCount();
      long states = graph.variables().all().stream().mapToLong(TrafficTest::statistics).sum();
      assertTrue(states > 0);
      assertEquals(4 * trained, graph.traffic().weights());
      assertEquals(4 * (trained + states + 1), graph.traffic().results());
      assertTrue(graph.variables().keep().isEmpty());
    }
  }

  /** The filters of whitening are never trained. */
  @Test
  void whatNoStepChangesIsBroughtOnce() {
    try (TrainingGraph graph = open("convgroups-8-8-16", 2)) {
      assertEquals(4 * graph.variables().trainedCount(), graph.traffic().weights());
      assertTrue(graph.variables().keep().isPresent());
    }
  }

  private static long statistics(Parameter variable) {
    String name = variable.name();
    return name.endsWith(".mean") || name.endsWith(".variance") ? variable.shape().size() : 0;
  }

  private static Traffic traffic(String network, int workers, String... frozen) {
    try (TrainingGraph graph = open(network, workers, frozen)) {
      return graph.traffic();
    }
  }

  /** Four towers. */
  private static TrainingGraph open(String network, int workers, String... frozen) {
    List<Device> devices =
        IntStream.range(0, workers)
            .mapToObj(worker -> new Device(Device.Kind.CPU, 0).on(worker))
            .toList();
    List<String> runtimes = devices.stream().map(device -> "nowhere:1").toList();
    return TrainingGraph.open(
        Networks.named(network),
        new TrainingImages(RandomImages.CIFAR, RandomImages.CLASSES, 1),
        TrainingSetup.METHOD,
        new Layout(new Devices(devices, new Cluster(runtimes, Duration.ofSeconds(1))), 4, 1),
        new Start(TrainingSetup.SEED, StoredVariables.NONE, List.of(frozen)));
  }
}
