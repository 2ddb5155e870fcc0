package dev.towers.bench;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.graph.Loss;
import dev.towers.graph.networks.Networks;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.train.Method;
import dev.towers.train.Sgd;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingSession;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A number of towers whose speed is measured, with their graph and session: it trains a network on
 * images of noise, which are as fast as any others.
 */
final class Contender implements AutoCloseable {
  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  private static final int CLASSES = 10;
  private static final Seed SEED = new Seed(0);
  private static final float LEARNING_RATE = 0.001f;
  private static final Method METHOD = new Method(Loss.crossEntropy(), Sgd.of(LEARNING_RATE, 0.9f));

  /** What it trains on, for people. */
  static final String IMAGES = "random images of %s, %d classes".formatted(SHAPE, CLASSES);

  private final ScalingPlan plan;
  private final int towers;
  private final int threadsPerTower;
  private final TrainingGraph graph;
  private final TrainingSession session;
  private final Map<Integer, Laps> byGlobalBatch = new LinkedHashMap<>();

  private Contender(
      ScalingPlan plan,
      int towers,
      int threadsPerTower,
      TrainingGraph graph,
      TrainingSession session) {
    this.plan = plan;
    this.towers = towers;
    this.threadsPerTower = threadsPerTower;
    this.graph = graph;
    this.session = session;
    for (Scaling scaling : Scaling.values()) {
      // One tower trains on the same batch either way, and is measured once.
      byGlobalBatch.computeIfAbsent(globalBatch(scaling), Laps::new);
    }
  }

  /**
   * One tower on each device; the caller closes it.
   *
   * @param threadsPerTower threads within an op
   */
  static Contender open(ScalingPlan plan, Devices devices, int threadsPerTower) {
    TrainingGraph graph =
        TrainingGraph.open(
            Networks.named(plan.network()),
            SHAPE,
            CLASSES,
            METHOD,
            Layout.oneOnEach(devices, threadsPerTower),
            SEED);
    try {
      TrainingSession session = TrainingSession.open(graph);
      return new Contender(plan, devices.count(), threadsPerTower, graph, session);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** One for each size of batch. */
  Collection<Laps> laps() {
    return byGlobalBatch.values();
  }

  /** What came out, after the last step, in comparison with one tower. */
  ScalingMeasurement measurement(Scaling scaling, Contender alone) {
    return ScalingMeasurement.of(
        scaling, towers, threadsPerTower, times(scaling), plan.batchSize(), alone.times(scaling));
  }

  private StepTimes times(Scaling scaling) {
    return StepTimes.ofMillis(byGlobalBatch.get(globalBatch(scaling)).millis);
  }

  private int globalBatch(Scaling scaling) {
    return scaling.globalBatch(plan.batchSize(), towers);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  /** Training steps on one and the same batch, with the time that each takes. */
  final class Laps {
    private final double[] millis = new double[plan.steps()];
    private final Batch batch;
    private int measured;

    private Laps(int batchSize) {
      Random random = new Random(SEED.value());
      byte[] pixels = new byte[Math.multiplyExact(batchSize, SHAPE.bytes())];
      random.nextBytes(pixels);
      batch = new Batch(pixels, random.ints(batchSize, 0, CLASSES).toArray(), batchSize);
    }

    void warmUp() {
      for (int i = 0; i < plan.warmup(); i++) {
        session.step(batch, 0);
      }
    }

    void measure(int steps) {
      for (int i = 0; i < steps; i++) {
        long start = System.nanoTime();
        session.step(batch, 0);
        millis[measured++] = (System.nanoTime() - start) / 1e6;
      }
    }
  }
}
