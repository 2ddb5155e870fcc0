package dev.towers.train;

import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.graph.BatchTensors;
import dev.towers.tower.Chunks;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import java.nio.file.Path;
import org.tensorflow.Operation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** A network in training: the variables' values, and the ways to change and to ask them. */
public final class TrainingSession implements AutoCloseable {
  private final TrainingGraph graph;
  private final ImageShape shape;
  private final int towers;
  private final boolean inCallingThread;
  private final Session session;
  private PreparedStep prepared;

  private TrainingSession(
      TrainingGraph graph, ImageShape shape, int towers, boolean inCallingThread, Session session) {
    this.graph = graph;
    this.shape = shape;
    this.towers = towers;
    this.inCallingThread = inCallingThread;
    this.session = session;
  }

  /**
   * Opens a session and gives every variable its first value. The caller closes it, and the graph
   * after it.
   *
   * @param threads within one op
   */
  public static TrainingSession open(
      TrainingGraph graph, ImageShape shape, Devices devices, int threads) {
    Session session = new Session(graph.graph(), devices.sessionConfig(threads));
    try {
      session.runner().addTarget(graph.initialize()).run().close();
      boolean oneThread =
          devices.main().kind() == Device.Kind.CPU && devices.count() == 1 && threads == 1;
      return new TrainingSession(graph, shape, devices.count(), oneThread, session);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** One step on a batch; returns the mean loss before the update. */
  public float step(Batch batch, float learningRate) {
    if (prepared == null || prepared.batchSize() != batch.size()) {
      prepare(batch);
    }
    return prepared.run(batch, learningRate);
  }

  /** The predicted label of each image of a batch. */
  public int[] classify(Batch batch) {
    try (TUint8 images = BatchTensors.openImages(batch, shape);
        Result result =
            session
                .runner()
                .feed(graph.images(), images)
                .fetch(graph.inference().classes())
                .run()) {
      return BatchTensors.labels((TInt64) result.get(0));
    }
  }

  /**
   * Writes every variable to TensorFlow checkpoint files.
   *
   * @param prefix the path of the files without their endings
   * @throws DivergedException if one of the numbers is infinite or none; nothing is written then
   */
  public void save(Path prefix) {
    try {
      runWithFile(prefix, graph.checkpoint().save());
    } catch (TFInvalidArgumentException e) {
      throw new DivergedException(e);
    }
  }

  /**
   * Gives every variable, the optimizer's slots among them, the value that {@link #save} wrote.
   *
   * @param prefix the path of the files without their endings
   */
  public void restore(Path prefix) {
    runWithFile(prefix, graph.checkpoint().restore());
  }

  private void runWithFile(Path prefix, Operation target) {
    try (TString path = TString.scalarOf(prefix.toString())) {
      session.runner().feed(graph.checkpoint().prefix(), path).addTarget(target).run().close();
    }
  }

  @Override
  public void close() {
    if (prepared != null) {
      prepared.close();
    }
    session.close();
  }

  /** Happens twice an epoch where the last batch is smaller. */
  private void prepare(Batch batch) {
    if (prepared != null) {
      prepared.close();
    }
    int active = new Chunks(batch.size(), towers).active();
    TrainingGraph.Step step = graph.steps().get(active - 1);
    prepared = PreparedStep.open(session, graph, step, batch, shape, inCallingThread);
  }
}
