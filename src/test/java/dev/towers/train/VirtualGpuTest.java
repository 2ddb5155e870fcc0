package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.data.Batch;
import dev.towers.data.RandomImages;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.VisibleDevices;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** Two towers on one GPU that is cut in two. */
class VirtualGpuTest {
  private static final float MEGABYTES = 1024;
  private static final Batch BATCH = RandomImages.batch(30, 1);

  /** A GPU multiplies with shorter numbers than a CPU does. */
  private static final double TOLERANCE = 1e-6;

  private final List<Device> gpus = VisibleDevices.gpus(halves());

  @BeforeEach
  void requireHalves() {
    assumeTrue(!gpus.isEmpty(), "TensorFlow finds no GPU");
    assumeTrue(gpus.size() >= 2, "the GPU was already in use as a whole in this process");
  }

  @Test
  void towersRunOnTheirHalves() {
    TracedStep step = step(gpus.subList(0, 2));
    for (int tower = 0; tower < 2; tower++) {
      String device = "GPU:" + tower;
      assertTrue(step.of("tower_" + tower).keySet().contains(device), device);
      assertTrue(step.of("gradients_" + tower).keySet().contains(device), device);
    }
  }

  @Test
  void weightsAfterAStepAreThoseOfOneTower() {
    double difference =
        step(gpus.subList(0, 2)).weights().largestDifference(step(gpus.subList(0, 1)).weights());
    assertTrue(difference <= TOLERANCE, () -> "differ by " + difference);
  }

  private static TracedStep step(List<Device> towers) {
    try (TrainingGraph graph = TrainingSetup.openGraph(new Devices(towers), TrainingSetup.SEED)) {
      return TracedStep.run(graph, towers.size(), halves(), BATCH);
    }
  }

  private static ConfigProto halves() {
    GPUOptions.Experimental.VirtualDevices two =
        GPUOptions.Experimental.VirtualDevices.newBuilder()
            .addMemoryLimitMb(MEGABYTES)
            .addMemoryLimitMb(MEGABYTES)
            .build();
    return ConfigProto.newBuilder()
        .setAllowSoftPlacement(true)
        .setUsePerSessionThreads(true)
        .setGpuOptions(
            GPUOptions.newBuilder()
                .setExperimental(GPUOptions.Experimental.newBuilder().addVirtualDevices(two)))
        .build();
  }
}
