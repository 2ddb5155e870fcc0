package dev.towers.tower;

import dev.towers.graph.GraphCopy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Devices for ops that graph building left without one, by the prefix of their names.
 *
 * @param devices from prefix to device; the first prefix that fits wins
 */
public record Placement(Map<String, Device> devices) {
  public Placement {
    devices = new LinkedHashMap<>(devices);
  }

  /** Leaves every op where it is. */
  public static Placement none() {
    return new Placement(Map.of());
  }

  /** Also places the ops whose names begin with {@code prefix}. */
  public Placement with(String prefix, Device device) {
    Map<String, Device> more = new LinkedHashMap<>(devices);
    more.put(prefix, device);
    return new Placement(more);
  }

  /**
   * A copy of {@code draft} with every op placed. A session must run the copy: TensorFlow offers no
   * way to move an op once it is made. The caller closes it.
   */
  public GraphCopy openPlaced(Graph draft) {
    GraphDef.Builder placed = draft.toGraphDef().toBuilder();
    for (NodeDef.Builder node : placed.getNodeBuilderList()) {
      if (node.getDevice().isEmpty()) {
        devices.entrySet().stream()
            .filter(entry -> node.getName().startsWith(entry.getKey()))
            .findFirst()
            .ifPresent(entry -> node.setDevice(entry.getValue().spec().toString()));
      }
    }
    Graph graph = new Graph();
    graph.importGraphDef(placed.build());
    return new GraphCopy(graph);
  }
}
