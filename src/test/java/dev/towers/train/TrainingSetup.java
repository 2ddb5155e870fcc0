package dev.towers.train;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.networks.QuickStart;
import dev.towers.tower.Devices;

/** The quick-start on 32x32x3 images of ten classes, ready to train. */
record TrainingSetup(Devices devices, TrainingGraph graph, TrainingSession session)
    implements AutoCloseable {
  static final Seed SEED = new Seed(1);
  static final float MOMENTUM = 0.9f;
  static final float LEARNING_RATE = 0.001f;

  /** On so many virtual CPU devices, from {@link #SEED}; the caller closes it. */
  static TrainingSetup open(int towers) {
    return open(Devices.cpus(towers), SEED, 2);
  }

  /** The caller closes it. */
  static TrainingSetup open(Devices devices, Seed seed, int threads) {
    TrainingGraph graph = openGraph(devices, seed);
    try {
      return new TrainingSetup(
          devices, graph, TrainingSession.open(graph, RandomImages.CIFAR, devices, threads));
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** The graph alone; the caller closes it. */
  static TrainingGraph openGraph(Devices devices, Seed seed) {
    return TrainingGraph.open(
        new QuickStart(), RandomImages.CIFAR, RandomImages.CLASSES, MOMENTUM, devices, seed);
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
