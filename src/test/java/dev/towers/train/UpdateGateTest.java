package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.graph.Loss;
import dev.towers.graph.networks.QuickStart;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.NodeDef;

/** No update may change a weight that a gradient has yet to read. */
class UpdateGateTest {

  /** The inputs of an ApplyMomentum: variable, slot, rate, gradient, momentum. */
  private static final int GRADIENT = 3;

  /** With decay the gradient that an update takes has read the weight, so it counts as one. */
  @ParameterizedTest(name = "{0} towers, Nesterov {1}, weight decay {2}")
  @CsvSource({"1, false, 0", "2, false, 0", "4, false, 0", "2, true, 0", "2, true, 0.01"})
  void everyUpdateWaitsForAllGradients(int towers, boolean nesterov, float weightDecay) {
    Method method =
        new Method(
            Loss.crossEntropy(),
            new Sgd(
                Schedule.constant(0.1f),
                Schedule.constant(0.9f),
                nesterov,
                new Sgd.Decay(weightDecay, false),
                List.of()));
    Layout layout = Layout.oneOnEach(Devices.cpus(towers), 1);
    try (TrainingGraph graph =
        TrainingSetup.openGraph(new QuickStart(), method, layout, TrainingSetup.SEED)) {
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
        assertEquals(graph.variables().trained().size(), updates.size());
        assertEquals(graph.variables().trained().size(), gradients.size());
        for (NodeDef update : updates) {
          assertEquals("ApplyMomentum", update.getOp());
          assertEquals(nesterov, update.getAttrOrThrow("use_nesterov").getB());
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
