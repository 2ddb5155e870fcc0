package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.data.source.RandomImages;
import dev.towers.tower.Chunks;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.VisibleDevices;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * Towers on GPUs: on the first one cut into {@code -Dgpu.parts} virtual ones, 2 unless told
 * otherwise, or with {@code -Dgpu.parts=1} on all real ones. {@code scripts/gpu-towers} runs it for
 * 1, 2, 4 and 8, each in a process of its own, since a process can cut a GPU only once.
 */
class GpuTowersTest {
  private static final int PARTS = Integer.getInteger("gpu.parts", 2);
  private static final float MEGABYTES_EACH = 1024;

  /** The GPU adds in another order than the CPU does, and in another one for each chunk's size. */
  private static final double TOLERANCE = 1e-6;

  private final List<Device> gpus = VisibleDevices.gpus(session());

  @BeforeEach
  void requireGpus() {
    assumeTrue(!gpus.isEmpty(), "TensorFlow finds no GPU");
    assumeTrue(
        PARTS == 1 || gpus.size() == PARTS,
        "the GPU was already in use in this process, cut in another way");
  }

  @ParameterizedTest(name = "batch {0}")
  @ValueSource(ints = {1, 2, 5, 10, 30, 32})
  void everyTowerRunsOnItsOwnGpu(int batchSize) {
    TracedStep step = step(gpus, batchSize);
    int active = new Chunks(batchSize, gpus.size()).active();
    for (int tower = 0; tower < active; tower++) {
      String device = "GPU:" + tower;
      assertTrue(step.of("tower_" + tower).keySet().contains(device), "forward on " + device);
      assertTrue(step.of("gradients_" + tower).keySet().contains(device), "backward on " + device);
    }
  }

  @ParameterizedTest(name = "batch {0}")
  @ValueSource(ints = {1, 2, 5, 10, 30, 32})
  void weightsAfterAStepAreThoseOfOneTower(int batchSize) {
    double difference =
        step(gpus, batchSize)
            .weights()
            .largestDifference(step(gpus.subList(0, 1), batchSize).weights());
    assertTrue(difference <= TOLERANCE, () -> "differ by " + difference);
  }

  private static TracedStep step(List<Device> towers, int batchSize) {
    try (TrainingGraph graph = TrainingSetup.openGraph(new Devices(towers), TrainingSetup.SEED)) {
      return TracedStep.run(graph, towers.size(), session(), RandomImages.batch(batchSize, 1));
    }
  }

  private static ConfigProto session() {
    GPUOptions.Builder options = GPUOptions.newBuilder().setAllowGrowth(true);
    if (PARTS > 1) {
      GPUOptions.Experimental.VirtualDevices.Builder parts =
          GPUOptions.Experimental.VirtualDevices.newBuilder();
      for (int i = 0; i < PARTS; i++) {
        parts.addMemoryLimitMb(MEGABYTES_EACH);
      }
      options
          .setAllowGrowth(false)
          .setVisibleDeviceList("0")
          .setExperimental(GPUOptions.Experimental.newBuilder().addVirtualDevices(parts));
    }
    return ConfigProto.newBuilder()
        .setAllowSoftPlacement(true)
        .setUsePerSessionThreads(true)
        .setGpuOptions(options)
        .build();
  }
}
