package dev.towers.tower;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How many towers there are, and where each sits. How a batch is cut decides what is computed;
 * where a tower sits decides only how long that takes, since several towers of one device run one
 * after the other, each with as many threads as it has anywhere.
 *
 * @param devices the towers sit on them in turn
 * @param towers into how many chunks a batch is cut
 * @param threads of a tower, within an op: they too decide the last bits of what is computed
 */
public record Layout(Devices devices, int towers, int threads) {
  /**
   * Leaves the sums over the towers in their order: TensorFlow's arithmetic optimizer regroups
   * terms, and not in the same way wherever they come from.
   */
  private static final GraphOptions AS_WRITTEN =
      GraphOptions.newBuilder()
          .setRewriteOptions(
              RewriterConfig.newBuilder().setArithmeticOptimization(RewriterConfig.Toggle.OFF))
          .build();

  public Layout {
    if (towers < 1 || threads < 1) {
      throw new IllegalArgumentException("%d towers of %d threads".formatted(towers, threads));
    }
  }

  /** One tower on each device. */
  public static Layout oneOnEach(Devices devices, int threads) {
    return new Layout(devices, devices.count(), threads);
  }

  /** The device of each tower, in the order of the towers. */
  public List<Device> seats() {
    return IntStream.range(0, towers)
        .mapToObj(i -> devices.list().get(i % devices.count()))
        .toList();
  }

  /** How to open a session for these towers. */
  public ConfigProto sessionConfig() {
    ConfigProto config = devices.sessionConfig(threads);
    return towers == 1 ? config : config.toBuilder().setGraphOptions(AS_WRITTEN).build();
  }

  /**
   * Whether the thread that calls TensorFlow runs all ops, which saves handing each over.
   * TensorFlow's own threads take numbers too small to be normal for zero and others do not, so
   * this may depend on nothing but what decides the result: not on where the towers sit. A tower
   * alone on a worker is the exception, for there TensorFlow's own threads run all.
   */
  public boolean runsInCallingThread() {
    return devices.main().kind() == Device.Kind.CPU
        && devices.cluster().isNone()
        && towers == 1
        && threads == 1;
  }

  /** One tower on a CPU of this process, with the same threads. */
  public Layout here() {
    return new Layout(Devices.cpus(1), 1, threads);
  }
}
