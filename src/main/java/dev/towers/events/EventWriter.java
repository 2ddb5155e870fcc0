package dev.towers.events;

import dev.towers.tower.Device;
import dev.towers.tower.Sessions;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.summary.SummaryWriter;
import org.tensorflow.proto.Event;
import org.tensorflow.types.TString;

/**
 * A new event file, written by TensorFlow's summary ops. They have a graph and a session of their
 * own: the graph that trains knows nothing of them.
 */
final class EventWriter implements AutoCloseable {
  /** What TensorFlow 2 ends the names of its event files with. */
  private static final String SUFFIX = ".v2";

  /** Nothing reaches the file but by {@link #flush}. */
  private static final int NEVER = Integer.MAX_VALUE;

  private final Graph graph;
  private final Session session;
  private final Placeholder<TString> event;
  private final Operation create;
  private final Operation write;
  private final Operation flush;
  private final Operation close;

  private EventWriter(Graph graph, Path folder) {
    this.graph = graph;
    Ops tf = Ops.create(graph).withDevice(new Device(Device.Kind.CPU, 0).spec());
    SummaryWriter writer = tf.summary.summaryWriter();
    create =
        tf.summary
            .createSummaryFileWriter(
                writer,
                tf.constant(folder.toAbsolutePath().toString()),
                tf.constant(NEVER),
                tf.constant(NEVER),
                tf.constant(SUFFIX))
            .op();
    event = tf.placeholder(TString.class);
    write = tf.summary.importEvent(writer, event).op();
    flush = tf.summary.flushSummaryWriter(writer).op();
    close = tf.summary.closeSummaryWriter(writer).op();
    session = Sessions.open(graph);
  }

  /**
   * Makes a file in {@code folder}, and the folder; the caller closes it.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if that cannot be done
   */
  static EventWriter open(Path folder) {
    Graph graph = new Graph();
    EventWriter writer = null;
    try {
      writer = new EventWriter(graph, folder);
      writer.run(writer.create);
      return writer;
    } catch (RuntimeException | Error e) {
      if (writer != null) {
        writer.session.close();
      }
      graph.close();
      throw e;
    }
  }

  /** Adds an event, which is in the file once it is flushed. */
  void write(Event added) {
    try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(added.toByteArray()))) {
      session.runner().feed(event, bytes).addTarget(write).run().close();
    }
  }

  /**
   * Brings all events into the file, where other programs see them.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if the disk does not take them
   */
  void flush() {
    run(flush);
  }

  private void run(Operation target) {
    session.runner().addTarget(target).run().close();
  }

  /** Closes the file; what was not flushed may be lost. */
  @Override
  public void close() {
    try {
      run(close);
    } finally {
      session.close();
      graph.close();
    }
  }
}
