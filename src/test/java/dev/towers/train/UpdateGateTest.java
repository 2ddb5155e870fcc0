package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.tower.Devices;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.NodeDef;

/** No update may change a weight that a gradient has yet to read. */
class UpdateGateTest {

  /** The inputs of an ApplyMomentum: variable, slot, rate, gradient, momentum. */
  private static final int GRADIENT = 3;

  @ParameterizedTest(name = "{0} towers")
  @ValueSource(ints = {1, 2, 4})
  void everyUpdateWaitsForAllGradients(int towers) {
    try (TrainingGraph graph = TrainingSetup.openGraph(Devices.cpus(towers), TrainingSetup.SEED)) {
      Map<String, NodeDef> nodes =
          graph.graph().toGraphDef().getNodeList().stream()
              .collect(Collectors.toMap(NodeDef::getName, Function.identity()));
      assertEquals(towers, graph.steps().size());
      for (TrainingGraph.Step step : graph.steps()) {
        List<NodeDef> updates =
            waitedFor(nodes.get(step.update().name())).stream().map(nodes::get).toList();
        Set<String> gradients =
            updates.stream()
                .map(update -> nodeOf(update.getInput(GRADIENT)))
                .collect(Collectors.toSet());
        assertEquals(graph.trained().size(), updates.size());
        assertEquals(graph.trained().size(), gradients.size());
        for (NodeDef update : updates) {
          assertEquals("ApplyMomentum", update.getOp());
          assertTrue(
              allWaitedFor(update, nodes).containsAll(gradients),
              () -> update.getName() + " does not wait for all gradients");
        }
      }
    }
  }

  /** What is done before a node starts because of control dependencies alone. */
  private static Set<String> allWaitedFor(NodeDef node, Map<String, NodeDef> nodes) {
    Set<String> done = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(waitedFor(node));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (done.add(name)) {
        open.addAll(waitedFor(nodes.get(name)));
      }
    }
    return done;
  }

  private static Set<String> waitedFor(NodeDef node) {
    return node.getInputList().stream()
        .filter(input -> input.startsWith("^"))
        .map(input -> input.substring(1))
        .collect(Collectors.toSet());
  }

  /** The node of an output such as {@code Add_3:0}. */
  private static String nodeOf(String output) {
    return output.replaceFirst(":\\d+$", "");
  }
}
