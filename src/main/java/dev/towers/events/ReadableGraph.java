package dev.towers.events;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * One training step of a graph as people read it: without what initializes, saves and tests, and
 * with names that gather the ops of a layer, of the batch and of the update. It is to be looked at,
 * not to be run.
 */
public final class ReadableGraph {
  private static final String BATCH = "batch/";
  private static final String LOSS = "loss";
  private static final String UPDATE = "update/";

  /** A constant of more bytes is shown by its name alone. */
  private static final int MOST_BYTES_OF_CONSTANT = 1024;

  private final Map<String, NodeDef> nodes;
  private final String loss;
  private final Set<String> shown;
  private final Set<String> beforeTowers;

  private ReadableGraph(GraphDef graph, String loss, String update) {
    nodes =
        graph.getNodeList().stream()
            .collect(Collectors.toMap(NodeDef::getName, Function.identity()));
    this.loss = loss;
    shown = withAllBefore(List.of(loss, update));
    beforeTowers = withAllBefore(shown.stream().filter(ReadableGraph::isScoped).toList());
  }

  /**
   * What a step runs of {@code graph}.
   *
   * @param loss the name of the op that computes the loss
   * @param update that of the op that changes the variables
   */
  public static GraphDef of(GraphDef graph, String loss, String update) {
    ReadableGraph readable = new ReadableGraph(graph, loss, update);
    GraphDef.Builder def = GraphDef.newBuilder().setVersions(graph.getVersions());
    for (NodeDef node : graph.getNodeList()) {
      if (readable.shown.contains(node.getName())) {
        def.addNode(readable.renamed(node));
      }
    }
    return def.build();
  }

  private NodeDef renamed(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder().setName(nameOf(node)).clearInput();
    for (String input : node.getInputList()) {
      String source = source(input);
      int at = input.indexOf(source);
      String output = input.substring(at + source.length());
      copy.addInput(input.substring(0, at) + nameOf(nodes.get(source)) + output);
    }
    AttrValue value = node.getAttrOrDefault("value", AttrValue.getDefaultInstance());
    if (value.getSerializedSize() > MOST_BYTES_OF_CONSTANT) {
      copy.removeAttr("value");
    }
    return copy.removeAttr("_class").build(); // names of ops that go together
  }

  private String nameOf(NodeDef node) {
    String name = node.getName();
    if (isVariable(node)) {
      return nameOfVariable(name);
    }
    if (isScoped(name)) {
      int end = name.indexOf('/') + 1;
      return layer(node)
          .map(layer -> name.substring(0, end) + layer + name.substring(end))
          .orElse(name);
    }
    if (name.equals(loss)) {
      return LOSS;
    }
    if (node.getOp().equals("Placeholder")) {
      return name;
    }
    return (beforeTowers.contains(name) ? BATCH : UPDATE) + name;
  }

  /** With the layer as its scope; a slot of the optimizer has a scope before that. */
  private String nameOfVariable(String name) {
    int end = name.lastIndexOf('.');
    boolean slot = end > 0 && nodes.containsKey(name.substring(0, end));
    return (slot ? name.substring(end + 1) + "/" + name.substring(0, end) : name).replace('.', '/');
  }

  /** The layer, as a scope, whose variable the op reads as it is or in other numbers. */
  private Optional<String> layer(NodeDef node) {
    return node.getInputList().stream()
        .map(input -> nodes.get(source(input)))
        .map(input -> isCast(input) ? nodes.get(source(input.getInput(0))) : input)
        .filter(ReadableGraph::isVariable)
        .map(variable -> nameOfVariable(variable.getName()))
        .filter(ReadableGraph::isScoped)
        .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
        .findFirst();
  }

  /** The ops of these names and all that they wait for. */
  private Set<String> withAllBefore(Collection<String> names) {
    Set<String> found = new LinkedHashSet<>(names);
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (String input : nodes.get(open.pop()).getInputList()) {
        if (found.add(source(input))) {
          open.push(source(input));
        }
      }
    }
    return found;
  }

  /** The op that an input comes from: {@code ^op} and {@code op:1} come from {@code op}. */
  private static String source(String input) {
    int from = input.startsWith("^") ? 1 : 0;
    int to = input.indexOf(':');
    return input.substring(from, to < 0 ? input.length() : to);
  }

  private static boolean isScoped(String name) {
    return name.contains("/");
  }

  private static boolean isVariable(NodeDef node) {
    return node.getOp().equals("VariableV2");
  }

  private static boolean isCast(NodeDef node) {
    return node.getOp().equals("Cast");
  }
}
