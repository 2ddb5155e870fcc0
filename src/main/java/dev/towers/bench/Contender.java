package dev.towers.bench;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.graph.Loss;
import dev.towers.graph.Start;
import dev.towers.graph.networks.Networks;
import dev.towers.tower.Arrived;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.train.Method;
import dev.towers.train.Sgd;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingImages;
import dev.towers.train.TrainingSession;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

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

  /**
   * So many at least, in batches one after the other. Of fewer, a network soon knows each by heart:
   * its gradients and velocities end in numbers too small to be normal, and with four images a step
   * takes a third longer after a thousand steps, as no training does.
   */
  private static final int FEWEST_IMAGES = 2000;

  /** Steps that are traced to learn what the workers tell each other. */
  private static final int TRACED = 3;

  /** What it trains on, for people. */
  static final String IMAGES = "random images of %s, %d classes".formatted(SHAPE, CLASSES);

  private final ScalingPlan plan;
  private final Devices devices;
  private final int towers;
  private final int threadsPerTower;
  private final TrainingGraph graph;
  private final TrainingSession session;
  private final LabeledImages noise;
  private final Map<Integer, Laps> byGlobalBatch = new LinkedHashMap<>();

  private Contender(
      ScalingPlan plan,
      int threadsPerTower,
      TrainingGraph graph,
      TrainingSession session,
      LabeledImages noise) {
    this.plan = plan;
    this.noise = noise;
    devices = graph.layout().devices();
    towers = devices.count();
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
    int largestBatch = Scaling.WEAK.globalBatch(plan.batchSize(), devices.count());
    LabeledImages noise = noise(Math.max(FEWEST_IMAGES, largestBatch));
    TrainingGraph graph =
        TrainingGraph.open(
            Networks.named(plan.network()),
            new TrainingImages(SHAPE, CLASSES, noise.size()),
            METHOD,
            Layout.oneOnEach(devices, threadsPerTower),
            Start.fresh(SEED));
    try {
      TrainingSession session = TrainingSession.open(graph, noise);
      return new Contender(plan, threadsPerTower, graph, session, noise);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  private static LabeledImages noise(int images) {
    Random random = new Random(SEED.value());
    byte[] pixels = LabeledImages.openPixels(images, SHAPE);
    random.nextBytes(pixels);
    return new LabeledImages(SHAPE, pixels, random.ints(images, 0, CLASSES).toArray());
  }

  /** One for each size of batch. */
  Collection<Laps> laps() {
    return byGlobalBatch.values();
  }

  /** What came out, after the last step, in comparison with one tower. */
  ScalingMeasurement measurement(Scaling scaling, Contender alone) {
    return ScalingMeasurement.of(
        scaling,
        devices,
        threadsPerTower,
        times(scaling),
        plan.batchSize(),
        alone.times(scaling),
        exchange(scaling));
  }

  /** What the workers tell each other, where there are any. */
  private Optional<Exchange> exchange(Scaling scaling) {
    if (devices.cluster().isNone()) {
      return Optional.empty();
    }
    return Optional.of(new Exchange(devices.processes(), graph.traffic(), arrived(scaling)));
  }

  /** The most of several steps: a server may begin to count when a message has passed already. */
  private Arrived arrived(Scaling scaling) {
    Batch batch = byGlobalBatch.get(globalBatch(scaling)).next();
    return IntStream.range(0, TRACED)
        .mapToObj(i -> session.arrived(batch, 0))
        .max(Comparator.comparingLong(Arrived::bytes))
        .orElseThrow();
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

  /** Training steps, with the time that each takes. */
  final class Laps {
    private final double[] millis = new double[plan.steps()];
    private final List<Batch> batches;
    private int taken;
    private int measured;

    private Laps(int batchSize) {
      batches =
          IntStream.range(0, noise.size() / batchSize)
              .mapToObj(i -> noise.batch(i * batchSize, batchSize))
              .toList();
    }

    void warmUp() {
      for (int i = 0; i < plan.warmup(); i++) {
        session.step(next(), 0);
      }
    }

    void measure(int steps) {
      for (int i = 0; i < steps; i++) {
        Batch batch = next();
        long start = System.nanoTime();
        session.step(batch, 0);
        millis[measured++] = (System.nanoTime() - start) / 1e6;
      }
    }

    private Batch next() {
      return batches.get(taken++ % batches.size());
    }
  }
}
