package dev.towers.graph;

import dev.towers.Seed;
import dev.towers.data.ImageShape;
import dev.towers.tower.Sessions;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** What the variables of a network start from. */
public final class InitialWeights {
  private InitialWeights() {}

  public static Weights of(Network network, ImageShape shape, int classes, Seed seed) {
    try (Graph graph = new Graph()) {
      Parameters parameters = Parameters.initialized(Ops.create(graph), seed);
      network.build(parameters, shape, classes);
      try (Session session = Sessions.open(graph)) {
        Session.Runner runner = session.runner();
        parameters.initializers().forEach(runner::addTarget);
        runner.run().close();
        return Weights.fetch(session, parameters.all());
      }
    }
  }
}
