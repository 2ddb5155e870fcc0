package dev.towers.run;

import com.sun.management.OperatingSystemMXBean;
import dev.towers.InputException;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.train.TrainingGraph;
import java.lang.management.ManagementFactory;

/**
 * What training takes besides the images: it is told before it begins, for TensorFlow would end it
 * in the middle, or the system would.
 */
record MemoryNeed(String network, long parameters, int towers, ImageShape images) {
  /** The weights, their velocities, the sum of their gradients, and a copy on the way to a file. */
  private static final int COPIES = 4;

  static MemoryNeed of(String network, TrainingGraph graph) {
    return new MemoryNeed(network, graph.parameterCount(), graph.layout().towers(), graph.shape());
  }

  /** At the least; what the layers compute comes on top. */
  long bytes() {
    return Math.multiplyExact(parameters, Float.BYTES * (long) (COPIES + towers));
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
    if (bytes() > present) {
      throw InputException.about(
          "the network %s has %,d parameters for images of %s: training it takes %,d MB at least,"
              + " and this machine has %,d; choose a smaller %s",
          network, parameters, images, bytes() >> 20, present >> 20, ImageForm.IMAGE_SIZE);
    }
  }
}
