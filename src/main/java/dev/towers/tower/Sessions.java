package dev.towers.tower;

import org.tensorflow.Graph;
import org.tensorflow.RemoteSession;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** Opens sessions: the one place that does. */
public final class Sessions {
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
}
