package dev.towers.bench;

import dev.towers.Seed;
import dev.towers.graph.FullyConnected;
import dev.towers.graph.Parameters;
import dev.towers.tower.Chunks;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.ForwardPass;
import dev.towers.tower.ForwardTowers;
import dev.towers.tower.Sessions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Sends batches of random rows through one fully connected layer on every device: PyTorch's
 * "Optional: Data Parallelism" tutorial, in which only the shapes matter.
 */
public final class DataParallel implements AutoCloseable {
  private static final int ROWS = 100;
  private static final int IN = 5;
  private static final int OUT = 2;
  private static final int THREADS = 1;

  private final Model model;
  private final Session session;

  private DataParallel(Model model, Session session) {
    this.model = model;
    this.session = session;
  }

  /** Builds the graph, opens a session and draws the first weights. The caller closes it. */
  public static DataParallel open(Devices devices, Seed seed) {
    Model model = Model.open(devices, seed);
    try {
      return new DataParallel(model, model.openSession(devices));
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * 100 rows of 5 standard normal numbers, {@code batchSize} at a time; the last batch has what is
   * left. One seed always gives the same.
   */
  public static List<float[][]> batches(int batchSize, Seed seed) {
    Random random = new Random(seed.value());
    List<float[][]> batches = new ArrayList<>();
    for (int from = 0; from < ROWS; from += batchSize) {
      float[][] rows = new float[Math.min(batchSize, ROWS - from)][IN];
      for (float[] row : rows) {
        for (int i = 0; i < IN; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
      batches.add(rows);
    }
    return batches;
  }

  /**
   * Sends one batch through in a single run.
   *
   * @param rows [batch, 5]
   */
  public Journey send(float[][] rows) {
    ForwardPass pass = model.pass(rows.length);
    try (TFloat32 batch = TFloat32.tensorOf(StdArrays.ndCopyOf(rows))) {
      Session.Runner runner = session.runner().feed(model.rows(), batch).fetch(pass.output());
      for (ForwardPass.Flow flow : pass.towers()) {
        runner.fetch(flow.inputShape()).fetch(flow.outputShape());
      }
      try (Result result = runner.run()) {
        TFloat32 output = (TFloat32) result.get(0);
        List<Leg> legs = new ArrayList<>();
        for (int i = 1; i < result.size(); i += 2) {
          legs.add(new Leg(shape(result, i), shape(result, i + 1)));
        }
        return new Journey(
            legs, new Leg(batch.shape(), output.shape()), StdArrays.array2dCopyOf(output));
      }
    }
  }

  private static Shape shape(Result result, int index) {
    TInt32 dimensions = (TInt32) result.get(index);
    return Shape.of(Arrays.stream(StdArrays.array1dCopyOf(dimensions)).asLongStream().toArray());
  }

  @Override
  public void close() {
    session.close();
    model.close();
  }

  /**
   * How one batch went through the towers.
   *
   * @param legs what went through each tower that ran, in order
   * @param whole the batch, and what came out of all towers, gathered
   * @param output the numbers of the latter
   */
  public record Journey(List<Leg> legs, Leg whole, float[][] output) {
    public Journey {
      legs = List.copyOf(legs);
    }
  }

  /** The shapes of what went in and of what came out. */
  public record Leg(Shape input, Shape output) {}

  /**
   * The graph and its handles.
   *
   * @param rows [batch, 5], fed
   * @param initialize gives the layer its first weights
   * @param passes one for each number of active towers, from 1 to all
   */
  record Model(Graph graph, Operand<TFloat32> rows, Operation initialize, List<ForwardPass> passes)
      implements AutoCloseable {

    /** Builds the graph; the caller closes it. */
    static Model open(Devices devices, Seed seed) {
      Graph graph = new Graph();
      try {
        Ops host = Ops.create(graph).withDevice(new Device(Device.Kind.CPU, 0).spec());
        Ops main = Ops.create(graph).withDevice(devices.main().spec());
        Operand<TFloat32> rows =
            host.withName("rows").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, IN)));
        Parameters parameters = Parameters.initialized(main, seed);
        FullyConnected layer = FullyConnected.create(parameters, "linear", IN, OUT);
        List<ForwardPass> passes = ForwardTowers.build(host, main, devices.list(), rows, layer);
        Operation initialize =
            main.withControlDependencies(parameters.initializers())
                .withName("initialize")
                .noOp()
                .op();
        return new Model(graph, rows, initialize, passes);
      } catch (RuntimeException | Error e) {
        graph.close();
        throw e;
      }
    }

    /** One with the first weights drawn; the caller closes it, and the graph after it. */
    Session openSession(Devices devices) {
      Session session = Sessions.open(graph, devices.sessionConfig(THREADS));
      try {
        session.runner().addTarget(initialize).run().close();
        return session;
      } catch (RuntimeException | Error e) {
        session.close();
        throw e;
      }
    }

    /** The way of a batch of so many rows, which runs no idle tower. */
    ForwardPass pass(int batch) {
      return passes.get(new Chunks(batch, passes.size()).active() - 1);
    }

    @Override
    public void close() {
      graph.close();
    }
  }
}
