package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.Batch;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.BatchTensors;
import dev.towers.graph.Computed;
import dev.towers.graph.Weights;
import dev.towers.graph.networks.ReferenceQuickStart;
import dev.towers.tower.Devices;
import dev.towers.tower.Sessions;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The numbers of the graph against those of plain Java in double precision. */
class ReferenceTest {
  private static final Batch BATCH = RandomImages.batch(3, 5);
  private static TrainingGraph graph;
  private static Session session;
  private static ReferenceQuickStart reference;

  @BeforeAll
  static void open() {
    graph = TrainingSetup.openGraph(Devices.cpus(1), TrainingSetup.SEED);
    session = Sessions.open(graph.graph(), Devices.cpus(1).sessionConfig(2));
    session.runner().addTarget(graph.variables().initialize()).run().close();
    reference =
        ReferenceQuickStart.of(
            Weights.fetch(session, graph.variables().trained()),
            RandomImages.CIFAR,
            RandomImages.CLASSES);
  }

  @AfterAll
  static void close() {
    session.close();
    graph.close();
  }

  @Test
  void logitsAgree() {
    try (TUint8 images = BatchTensors.openImages(BATCH, RandomImages.CIFAR);
        Result result =
            session
                .runner()
                .feed(graph.feeds().images(), images)
                .fetch(graph.inference().logits())
                .run()) {
      float[] logits = Computed.copy((TFloat32) result.get(0));
      for (int image = 0; image < BATCH.size(); image++) {
        double[] expected = reference.logits(BATCH, image);
        double[] found = new double[expected.length];
        for (int label = 0; label < found.length; label++) {
          found[label] = logits[image * found.length + label];
        }
        assertArrayEquals(expected, found, 1e-6);
      }
    }
  }

  /** After a step at learning rate 0 from rest, the weights stand and the velocity is g. */
  @ParameterizedTest(name = "{0} towers")
  @ValueSource(ints = {1, 2})
  void lossAndGradientsAgree(int towers) {
    Snapshot before;
    Snapshot after;
    float loss;
    try (TrainingSetup training = TrainingSetup.open(towers, TrainingSetup.ANY_RATE)) {
      before = training.snapshot();
      loss = training.session().step(BATCH, 0);
      after = training.snapshot();
    }
    assertEquals(Set.of(), before.weights().differingFrom(after.weights()));
    assertEquals(reference.meanLoss(BATCH), loss, 1e-6);

    Random random = new Random(towers);
    int lively = 0;
    for (Map.Entry<String, double[]> variable : reference.weights().entrySet()) {
      float[] gradient = after.velocities().of(variable.getKey());
      int checks = Math.min(25, gradient.length);
      for (int check = 0; check < checks; check++) {
        int index = random.nextInt(gradient.length);
        double expected = slope(variable.getValue(), index);
        lively += Math.abs(expected) > 1e-5 ? 1 : 0;
        assertEquals(expected, gradient[index], 1e-7, () -> variable.getKey() + " at " + index);
      }
    }
    assertTrue(lively > 100, lively + " gradients are large enough to tell anything");
  }

  /** The central difference of the loss for one weight. */
  private static double slope(double[] weights, int index) {
    double step = 1e-6;
    double weight = weights[index];
    weights[index] = weight + step;
    double above = reference.meanLoss(BATCH);
    weights[index] = weight - step;
    double below = reference.meanLoss(BATCH);
    weights[index] = weight;
    return (above - below) / (2 * step);
  }
}
