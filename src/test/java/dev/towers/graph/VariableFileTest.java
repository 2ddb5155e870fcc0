package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.Seed;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.networks.QuickStart;
import dev.towers.tower.Sessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TString;

class VariableFileTest {
  @TempDir private Path temp;

  @Test
  void restoringBringsBackEveryBit() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.initialized(tf, new Seed(1));
      new QuickStart().build(parameters, RandomImages.CIFAR, RandomImages.CLASSES);
      List<Op> changes =
          parameters.all().stream()
              .<Op>map(p -> tf.assignAdd(p.variable(), tf.onesLike(p.variable())))
              .toList();
      VariableFile file = VariableFile.create(tf, parameters.all());
      try (Session session = Sessions.open(graph)) {
        runAll(session, parameters.initializers());
        Weights saved = Weights.fetch(session, parameters.all());
        run(session, file, file.save(), temp.resolve("weights"));

        runAll(session, changes);
        Weights changed = Weights.fetch(session, parameters.all());
        assertEquals(saved.byName().keySet(), saved.differingFrom(changed));

        run(session, file, file.restore(), temp.resolve("weights"));
        Weights restored = Weights.fetch(session, parameters.all());
        assertEquals(Set.of(), saved.differingFrom(restored));
      }
    }
  }

  @Test
  void checkpointOfAnotherModelIsRefused() {
    Path prefix = temp.resolve("weights");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.initialized(tf, new Seed(1));
      FullyConnected.create(parameters, "fc1", 2, 3);
      VariableFile file = VariableFile.create(tf, parameters.all());
      try (Session session = Sessions.open(graph)) {
        runAll(session, parameters.initializers());
        run(session, file, file.save(), prefix);
      }
    }
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.restored(tf);
      FullyConnected.create(parameters, "fc2", 2, 3);
      VariableFile file = VariableFile.create(tf, parameters.all());
      try (Session session = Sessions.open(graph)) {
        assertThrows(TensorFlowException.class, () -> run(session, file, file.restore(), prefix));
      }
    }
  }

  private static void runAll(Session session, List<Op> ops) {
    Session.Runner runner = session.runner();
    ops.forEach(runner::addTarget);
    runner.run().close();
  }

  private static void run(Session session, VariableFile file, Operation op, Path prefix) {
    try (TString path = TString.scalarOf(prefix.toString())) {
      session.runner().feed(file.prefix(), path).addTarget(op).run().close();
    }
  }
}
