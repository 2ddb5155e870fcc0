package dev.towers.tower;

import java.time.Duration;
import org.tensorflow.Graph;
import org.tensorflow.RemoteSession;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** Opens and closes the sessions of graphs of our own: the one place that does. */
public final class Sessions {
  /** Servers that are there close a session in less. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private Sessions() {}

  /** On one CPU device, as TensorFlow does by itself; the caller closes it. */
  public static Session open(Graph graph) {
    return open(graph, ConfigProto.getDefaultInstance());
  }

  /** Where a layout has its towers; the caller closes it. */
  public static Session open(Graph graph, Layout layout) {
    Cluster cluster = layout.devices().cluster();
    return cluster.isNone()
        ? open(graph, layout.sessionConfig())
        : RemoteSession.open(graph, cluster.target(), layout.sessionConfig());
  }

  /** On the devices and with the threads of {@code config}; the caller closes it. */
  public static Session open(Graph graph, ConfigProto config) {
    return new Session(graph, config);
  }

  /**
   * Closes a session, or the graph of one that is closed. Where servers run the session and are
   * gone, TensorFlow waits for them, and closing goes on in a thread that keeps no process alive.
   */
  public static void close(Runnable closing, Layout layout) {
    if (layout.devices().cluster().isNone()) {
      closing.run();
      return;
    }
    Thread thread = new Thread(closing, "closing a session of servers");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed without us
    }
  }
}
