package dev.towers.run;

import com.sun.management.OperatingSystemMXBean;
import dev.towers.InputException;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.tower.Chunks;
import dev.towers.tower.Layout;
import dev.towers.train.TrainingGraph;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;

/**
 * What training takes besides the images: it is told before it begins, for TensorFlow would end it
 * in the middle, or the system would.
 *
 * @param batch images to a step
 * @param imageBytes what a tower keeps of an image from its forward pass for its backward pass
 */
record MemoryNeed(
    String network, long parameters, Layout layout, ImageShape images, int batch, long imageBytes) {
  /** The weights, their velocities, the sum of their gradients, and a copy on the way to a file. */
  private static final int COPIES = 4;

  /**
   * @param batch images to the largest step
   */
  static MemoryNeed of(String network, TrainingGraph graph, int batch) {
    return new MemoryNeed(
        network,
        graph.variables().trainedCount(),
        graph.layout(),
        graph.feeds().shape(),
        batch,
        graph.activations().bytesOfAnExample());
  }

  /** At the least; what the layers compute comes on top. */
  long bytesOfParameters() {
    return Math.multiplyExact(parameters, Float.BYTES * (long) (COPIES + layout.towers()));
  }

  /** At the least; what the layers take while they compute comes on top. */
  long bytesOfStep() {
    return Math.multiplyExact(imageBytes, (long) imagesAtOnce());
  }

  /**
   * How many images of a batch the CPU works on at a time. The towers of one device run one after
   * the other, the first of them with the most images; GPUs and workers have memories of their own.
   */
  private int imagesAtOnce() {
    if (!layout.devices().cluster().isNone() || !layout.devices().main().isCpu()) {
      return 0;
    }
    Chunks chunks = new Chunks(batch, layout.towers());
    int firstOfDevices = Math.min(layout.devices().count(), layout.towers());
    return IntStream.range(0, firstOfDevices).map(chunks::size).sum();
  }

  /**
   * Looks whether this machine, or the container that this is in, has as much.
   *
   * @throws InputException if not
   */
  void require() {
    require(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  void require(long present) {
    if (bytesOfParameters() > present) {
      throw InputException.about(
          "the network %s has %,d parameters for images of %s: training it takes %,d MB at least,"
              + " and this machine has %,d; choose a smaller %s",
          network,
          parameters,
          images,
          bytesOfParameters() >> 20,
          present >> 20,
          ImageForm.IMAGE_SIZE);
    }
    if (bytesOfParameters() + bytesOfStep() > present) {
      throw InputException.about(
          "a step of the network %s on %,d images of %s takes %,d MB at least, and this machine has"
              + " %,d; choose a smaller %s or %s",
          network,
          batch,
          images,
          bytesOfParameters() + bytesOfStep() >> 20,
          present >> 20,
          Settings.BATCH_SIZE.name(),
          ImageForm.IMAGE_SIZE);
    }
  }
}
