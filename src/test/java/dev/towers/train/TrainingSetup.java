package dev.towers.train;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.graph.networks.QuickStart;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;

/** A network on 32x32x3 images of ten classes, the quick-start unless told otherwise. */
record TrainingSetup(TrainingGraph graph, TrainingSession session) implements AutoCloseable {
  static final Seed SEED = new Seed(1);
  static final float LEARNING_RATE = 0.001f;
  static final Schedule SCHEDULE = Schedule.constant(LEARNING_RATE);
  static final Method METHOD = new Method(Loss.crossEntropy(), Sgd.withMomentum(0.9f));

  /** On so many virtual CPU devices, from {@link #SEED}; the caller closes it. */
  static TrainingSetup open(int towers) {
    return open(Devices.cpus(towers), SEED, 2);
  }

  /** One tower on each device; the caller closes it. */
  static TrainingSetup open(Devices devices, Seed seed, int threads) {
    return open(new QuickStart(), METHOD, Layout.oneOnEach(devices, threads), seed);
  }

  /** The caller closes it. */
  static TrainingSetup open(Network network, Method method, Layout layout, Seed seed) {
    TrainingGraph graph = openGraph(network, method, layout, seed);
    try {
      return new TrainingSetup(graph, TrainingSession.open(graph));
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** The graph alone, with one tower on each device; the caller closes it. */
  static TrainingGraph openGraph(Devices devices, Seed seed) {
    return openGraph(new QuickStart(), METHOD, Layout.oneOnEach(devices, 2), seed);
  }

  /** The graph alone; the caller closes it. */
  static TrainingGraph openGraph(Network network, Method method, Layout layout, Seed seed) {
    return TrainingGraph.open(
        network, RandomImages.CIFAR, RandomImages.CLASSES, method, layout, seed);
  }

  float step(Batch batch) {
    return session.step(batch, LEARNING_RATE);
  }

  Snapshot snapshot() {
    return Snapshot.of(session, graph);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
