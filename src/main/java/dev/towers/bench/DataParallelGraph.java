package dev.towers.bench;

import dev.towers.Seed;
import dev.towers.graph.FullyConnected;
import dev.towers.graph.Parameters;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.ForwardPass;
import dev.towers.tower.ForwardTowers;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A graph that sends a batch through one fully connected layer on every device, and its handles:
 * the model of PyTorch's "Optional: Data Parallelism" tutorial.
 *
 * @param rows [batch, in], fed
 * @param initialize gives the layer its first weights
 * @param passes one for each number of active towers, from 1 to all
 */
public record DataParallelGraph(
    Graph graph, Operand<TFloat32> rows, Operation initialize, List<ForwardPass> passes)
    implements AutoCloseable {

  /**
   * Builds the graph; the caller closes it.
   *
   * @param in numbers to a row
   * @param out numbers to a row of the output
   */
  public static DataParallelGraph open(int in, int out, Devices devices, Seed seed) {
    Graph graph = new Graph();
    try {
      Ops host = Ops.create(graph).withDevice(new Device(Device.Kind.CPU, 0).spec());
      Ops main = Ops.create(graph).withDevice(devices.main().spec());
      Operand<TFloat32> rows =
          host.withName("rows").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, in)));
      Parameters parameters = Parameters.initialized(main, seed);
      FullyConnected layer = FullyConnected.create(parameters, "linear", in, out);
      List<ForwardPass> passes = ForwardTowers.build(host, main, devices.list(), rows, layer);
      Operation initialize =
          main.withControlDependencies(parameters.initializers())
              .withName("initialize")
              .noOp()
              .op();
      return new DataParallelGraph(graph, rows, initialize, passes);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
