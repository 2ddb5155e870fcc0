package dev.towers.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.Loss;
import dev.towers.graph.Start;
import dev.towers.graph.networks.Networks;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.train.Method;
import dev.towers.train.Schedule;
import dev.towers.train.Sgd;
import dev.towers.train.TrainingGraph;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class ReadableGraphTest {

  @Test
  void gathersTheOpsOfALayerAndLeavesOutWhatIsNoStep() {
    GraphDef shown = stepOf("quickstart");
    Set<String> names = names(shown);
    assertTrue(
        names.containsAll(
            List.of(
                "images",
                "labels",
                "loss",
                "conv1/weights",
                "momentum/conv1/weights",
                "tower_0/conv2/Conv2d_1",
                "tower_0/conv2/BiasAdd_1",
                "tower_1/conv2/Conv2d_1",
                "tower_1/fc3/MatMul_2",
                "update/learning_rate")),
        () -> "without some: " + names);
    assertTrue(names.stream().noneMatch(name -> name.matches("(save|initial|inference).*")));
    List<String> loose = names.stream().filter(name -> !name.contains("/")).sorted().toList();
    assertEquals(List.of("images", "labels", "loss"), loose);
  }

  @Test
  void namesEveryOpOnceAndEveryInput() {
    for (String network : List.of("quickstart-bn", "convgroups-8-8-8")) {
      GraphDef shown = stepOf(network);
      Set<String> names = names(shown);
      assertEquals(shown.getNodeCount(), names.size());
      for (NodeDef node : shown.getNodeList()) {
        for (String input : node.getInputList()) {
          assertTrue(names.contains(input.replaceAll("^\\^|:\\d+$", "")), input);
        }
        assertTrue(node.getSerializedSize() < 4096, node.getName());
      }
    }
  }

  @Test
  void leavesOutTheNumbersOfALargeConstant() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      tf.withName("sum").math.add(tf.constant(new float[1000]), tf.constant(1f));
      GraphDef shown = ReadableGraph.of(graph.toGraphDef(), "sum", "sum");
      assertEquals(3, shown.getNodeCount());
      assertFalse(shown.getNode(0).containsAttr("value"));
      assertTrue(shown.getNode(1).containsAttr("value"));
    }
  }

  private static GraphDef stepOf(String network) {
    Method method =
        new Method(
            Loss.crossEntropy(),
            new Sgd(
                Schedule.constant(0.1f),
                Schedule.constant(0.9f),
                false,
                Sgd.Decay.NONE,
                List.of()));
    try (TrainingGraph graph =
        TrainingGraph.open(
            Networks.named(network),
            RandomImages.KIND,
            method,
            Layout.oneOnEach(Devices.cpus(2), 1),
            Start.fresh(new Seed(1)))) {
      TrainingGraph.Step step = graph.steps().get(1);
      return ReadableGraph.of(
          graph.graph().toGraphDef(), step.loss().op().name(), step.update().name());
    }
  }

  private static Set<String> names(GraphDef graph) {
    return graph.getNodeList().stream().map(NodeDef::getName).collect(Collectors.toSet());
  }
}
