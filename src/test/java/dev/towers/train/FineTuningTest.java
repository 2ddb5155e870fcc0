package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import dev.towers.data.source.DataSource;
import dev.towers.data.source.RandomImages;
import dev.towers.evaluate.Evaluation;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.graph.Precision;
import dev.towers.graph.Start;
import dev.towers.graph.StoredVariables;
import dev.towers.graph.Weights;
import dev.towers.graph.networks.Networks;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class FineTuningTest {
  private static final int CLASSES = 5;
  private static final Seed SEED = new Seed(1);
  private static final Layout LAYOUT = Layout.oneOnEach(Devices.cpus(1), 2);
  private static final List<String> FIRST_GROUPS = List.of("stem.*", "group1.*", "group2.*");

  @TempDir Path folder;

  /** Fifty images of each class are few: 55.6 % from scratch, 64.4 % after five other classes. */
  @Test
  void fewImagesGoFartherFromAModelOfOtherClasses() throws Exception {
    Dataset sample = DataSource.parse("sample").read(Progress.silent());
    LabeledImages many = classes(sample.train(), 0, Integer.MAX_VALUE);
    LabeledImages few = classes(sample.train(), CLASSES, 50);
    LabeledImages test = classes(sample.test(), CLASSES, Integer.MAX_VALUE);
    assertEquals(250, few.size());
    Network network = Networks.named("convgroups-16-32-32").startingFrom(many);

    StoredVariables taught;
    try (TrainingGraph graph = open(network, 0.2f, Start.fresh(SEED));
        TrainingSession session = TrainingSession.open(graph)) {
      train(session, many, 8);
      taught = save(graph, session);
    }
    double tuned = accuracy(network, new Start(SEED, taught, FIRST_GROUPS), few, test);
    double scratch = accuracy(network, Start.fresh(SEED), few, test);
    assertTrue(tuned > scratch + 0.04, "%.3f from scratch, %.3f tuned".formatted(scratch, tuned));
  }

  @Test
  void whatIsFrozenStaysToTheBitAndNoGradientGoesThere() throws Exception {
    LabeledImages images = RandomImages.of(20, 3);
    Network network = Networks.named("convgroups-8-8-8").startingFrom(images);
    StoredVariables stored;
    Batch batch = RandomImages.wholeOf(images);
    Start frozen;
    try (TrainingGraph graph = openTen(network, Start.fresh(SEED));
        TrainingSession session = TrainingSession.open(graph)) {
      session.step(batch, 0);
      stored = save(graph, session);
      frozen = new Start(new Seed(9), stored, List.of("stem.*", "group*"));
    }
    Path after = folder.resolve("after");
    try (TrainingGraph graph = openTen(network, frozen);
        TrainingSession session = TrainingSession.open(graph)) {
      assertEquals(List.of(), graph.variables().fresh());
      assertEquals(2, graph.variables().trained().size());
      assertFalse(
          graph.graph().toGraphDef().getNodeList().stream()
              .anyMatch(node -> node.getOp().startsWith("Conv2DBackprop")));
      session.step(batch, 0);
      session.save(after);
      List<String> names = graph.variables().names();
      Weights before = Weights.read(Path.of(stored.prefix()), names);
      Weights now = Weights.read(after, names);
      for (String name : names) {
        if (name.startsWith("fc")) {
          assertFalse(Arrays.equals(before.of(name), now.of(name)), name);
        } else {
          assertArrayEquals(before.of(name), now.of(name), name);
        }
      }
    }
  }

  /** One of a pair alone would be the statistics of no images. */
  @ParameterizedTest
  @ValueSource(strings = {"*.mean", "*.variance"})
  void runningStatisticsStayTogether(String pattern) throws Exception {
    LabeledImages images = RandomImages.of(20, 3);
    Network network = Networks.named("convgroups-8-8-8").startingFrom(images);
    Start start = new Start(SEED, StoredVariables.NONE, List.of(pattern));
    try (TrainingGraph graph = openTen(network, start);
        TrainingSession session = TrainingSession.open(graph)) {
      session.step(RandomImages.wholeOf(images), 0);
      Path after = folder.resolve("after");
      session.save(after);
      Weights now = Weights.read(after, graph.variables().names());
      for (int group = 1; group <= 3; group++) {
        assertArrayEquals(new float[8], now.of("group%d.norm1.mean".formatted(group)));
        float[] ones = new float[8];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, now.of("group%d.norm1.variance".formatted(group)));
      }
    }
  }

  @Test
  void whatDoesNotFitStartsAfresh() throws Exception {
    Network network = Networks.named("convgroups-8-8-8");
    Map<String, Shape> shapes = new HashMap<>();
    shapes.put("group1.conv1.weights", Shape.of(3, 3, 24, 8));
    shapes.put("fc.weights", Shape.of(8, 3));
    shapes.put("other", Shape.of(1));
    StoredVariables stored = new StoredVariables("nowhere", shapes);
    try (TrainingGraph graph = openTen(network, new Start(SEED, stored, List.of()))) {
      assertEquals(graph.variables().names().size() - 1, graph.variables().fresh().size());
      assertFalse(graph.variables().fresh().contains("group1.conv1.weights"));
      assertTrue(graph.variables().fresh().contains("fc.weights"));
    }
  }

  @Test
  void patternsMustNameSomethingAndLeaveSomething() {
    Network network = Networks.named("quickstart");
    assertEquals(List.of("a*", "b"), Start.patterns(" a*, b,"));
    String unknown = refused(network, List.of("conv9*"));
    assertTrue(
        unknown.startsWith(
            "freeze 'conv9*' names no variable of the network, which has conv1.weights, "),
        unknown);
    assertEquals(
        "freeze * leaves nothing to train: name fewer variables", refused(network, List.of("*")));
  }

  /** Muon brings filters to another norm, and frozen statistics are those of the norm they had. */
  @Test
  void muonTrainsNoFiltersBeforeFrozenStatistics() {
    assertEquals(
        "muon changes the norm of group1.conv1.weights, and freeze leaves group1.norm1.mean as it"
            + " is, which goes with the norm: freeze both or neither, or set muon 0",
        assertThrows(InputException.class, () -> openMuon("*.norm1.*").close()).getMessage());
    assertDoesNotThrow(() -> openMuon("group1.*").close());
    assertDoesNotThrow(() -> openMuon("*.scale").close());
  }

  private static TrainingGraph openMuon(String frozen) {
    Schedule rate = Schedule.constant(0.1f);
    Optimizer muon = new Muon(Sgd.of(0.1f, 0.9f), rate, rate, Precision.FLOAT32);
    return TrainingGraph.open(
        Networks.named("convgroups-8-8-8"),
        RandomImages.KIND,
        new Method(Loss.crossEntropy(), new Lookahead(muon, 5)),
        LAYOUT,
        new Start(SEED, StoredVariables.NONE, List.of(frozen)));
  }

  private static String refused(Network network, List<String> frozen) {
    Start start = new Start(SEED, StoredVariables.NONE, frozen);
    return assertThrows(InputException.class, () -> openTen(network, start).close()).getMessage();
  }

  private StoredVariables save(TrainingGraph graph, TrainingSession session) {
    Path prefix = folder.resolve("taught");
    session.save(prefix);
    Map<String, Shape> shapes = new HashMap<>();
    graph
        .graph()
        .toGraphDef()
        .getNodeList()
        .forEach(
            node -> {
              if (node.getOp().equals("VariableV2")
                  && graph.variables().names().contains(node.getName())) {
                shapes.put(
                    node.getName(),
                    Shape.of(
                        node.getAttrOrThrow("shape").getShape().getDimList().stream()
                            .mapToLong(dim -> dim.getSize())
                            .toArray()));
              }
            });
    return new StoredVariables(prefix.toString(), shapes);
  }

  private static double accuracy(
      Network network, Start start, LabeledImages train, LabeledImages test) throws Exception {
    try (TrainingGraph graph = open(network, 0.1f, start);
        TrainingSession session = TrainingSession.open(graph)) {
      train(session, train, 20);
      return Evaluation.score(session, test, Progress.silent()).accuracy();
    }
  }

  private static void train(TrainingSession session, LabeledImages images, int epochs)
      throws InterruptedException {
    Trainer.train(session, images, new TrainingPlan(epochs, 50, SEED), steps -> {});
  }

  private static TrainingGraph open(Network network, float rate, Start start) {
    return TrainingGraph.open(
        network, TrainingImages.of(RandomImages.CIFAR, CLASSES), method(rate), LAYOUT, start);
  }

  private static TrainingGraph openTen(Network network, Start start) {
    return TrainingGraph.open(network, RandomImages.KIND, method(0.1f), LAYOUT, start);
  }

  private static Method method(float rate) {
    return new Method(Loss.crossEntropy(), Sgd.of(rate, 0.9f));
  }

  /** The images of five classes from {@code first} on, at most so many of each. */
  private static LabeledImages classes(LabeledImages all, int first, int most) {
    int bytes = all.shape().bytes();
    byte[] pixels = new byte[all.size() * bytes];
    int[] labels = new int[all.size()];
    int[] counts = new int[CLASSES];
    int count = 0;
    for (int i = 0; i < all.size(); i++) {
      int label = all.label(i) - first;
      if (label >= 0 && label < CLASSES && counts[label]++ < most) {
        all.copyPixels(i, pixels, count * bytes);
        labels[count++] = label;
      }
    }
    return new LabeledImages(
        all.shape(), Arrays.copyOf(pixels, count * bytes), Arrays.copyOf(labels, count));
  }
}
