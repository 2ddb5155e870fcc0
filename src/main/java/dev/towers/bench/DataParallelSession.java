package dev.towers.bench;

import dev.towers.tower.Chunks;
import dev.towers.tower.Devices;
import dev.towers.tower.ForwardPass;
import dev.towers.tower.Sessions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Sends batches through the towers of a {@link DataParallelGraph}. */
public final class DataParallelSession implements AutoCloseable {
  private static final int THREADS = 1;

  private final DataParallelGraph graph;
  private final int towers;
  private final Session session;

  private DataParallelSession(DataParallelGraph graph, int towers, Session session) {
    this.graph = graph;
    this.towers = towers;
    this.session = session;
  }

  /** Opens a session and draws the first weights. The caller closes it, and the graph after it. */
  public static DataParallelSession open(DataParallelGraph graph, Devices devices) {
    Session session = Sessions.open(graph.graph(), devices.sessionConfig(THREADS));
    try {
      session.runner().addTarget(graph.initialize()).run().close();
      return new DataParallelSession(graph, devices.count(), session);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /**
   * Sends one batch through in a single run.
   *
   * @param rows [batch, in]
   */
  public BatchJourney send(float[][] rows) {
    int active = new Chunks(rows.length, towers).active();
    ForwardPass pass = graph.passes().get(active - 1);
    try (TFloat32 batch = TFloat32.tensorOf(StdArrays.ndCopyOf(rows))) {
      Session.Runner runner = session.runner().feed(graph.rows(), batch).fetch(pass.output());
      for (ForwardPass.Flow flow : pass.towers()) {
        runner.fetch(flow.inputShape()).fetch(flow.outputShape());
      }
      try (Result result = runner.run()) {
        TFloat32 output = (TFloat32) result.get(0);
        List<BatchJourney.Leg> legs = new ArrayList<>();
        for (int tower = 0; tower < active; tower++) {
          legs.add(
              new BatchJourney.Leg(
                  shape((TInt32) result.get(1 + 2 * tower)),
                  shape((TInt32) result.get(2 + 2 * tower))));
        }
        return new BatchJourney(
            legs, batch.shape(), StdArrays.array2dCopyOf(output), output.shape());
      }
    }
  }

  private static Shape shape(TInt32 dimensions) {
    return Shape.of(Arrays.stream(StdArrays.array1dCopyOf(dimensions)).asLongStream().toArray());
  }

  @Override
  public void close() {
    session.close();
  }
}
