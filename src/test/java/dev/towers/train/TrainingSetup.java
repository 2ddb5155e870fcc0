package dev.towers.train;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.graph.Start;
import dev.towers.graph.networks.QuickStart;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import java.util.List;

/** A network on 32x32x3 images of ten classes, the quick-start unless told otherwise. */
record TrainingSetup(TrainingGraph graph, TrainingSession session) implements AutoCloseable {
  static final Seed SEED = new Seed(1);
  static final float LEARNING_RATE = 0.001f;
  static final Method METHOD = method(Schedule.constant(LEARNING_RATE));

  /** In which a test chooses the rate of each step, as the epoch of that step. */
  static final Method ANY_RATE = method(epoch -> (float) epoch);

  /** On so many virtual CPU devices, from {@link #SEED}; the caller closes it. */
  static TrainingSetup open(int towers) {
    return open(Devices.cpus(towers), SEED, 2);
  }

  /** As {@link #open(int)}, with another method. */
  static TrainingSetup open(int towers, Method method) {
    return open(new QuickStart(), method, Layout.oneOnEach(Devices.cpus(towers), 2), SEED);
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
    return TrainingGraph.open(network, RandomImages.KIND, method, layout, Start.fresh(seed));
  }

  float step(Batch batch) {
    return session.step(batch, 0);
  }

  /** The quick-start's method but for the rate. */
  static Method method(Schedule rate) {
    return new Method(
        Loss.crossEntropy(),
        new Sgd(rate, Schedule.constant(0.9f), false, Sgd.Decay.NONE, List.of()));
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
