package dev.towers.bench;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.train.Method;
import dev.towers.train.Sgd;
import dev.towers.train.TrainingGraph;
import java.util.Random;

/** What a bench trains: a network on images of noise, which are as fast as any others. */
public record TrainingJob(Network network, ImageShape shape, int classes, Seed seed) {
  private static final Method METHOD = new Method(Loss.crossEntropy(), Sgd.withMomentum(0.9f));

  /** The caller closes it. */
  TrainingGraph openGraph(Devices devices, int threads) {
    return TrainingGraph.open(
        network, shape, classes, METHOD, Layout.oneOnEach(devices, threads), seed);
  }

  Batch randomBatch(int size) {
    Random random = new Random(seed.derive("images").value());
    byte[] pixels = new byte[Math.multiplyExact(size, shape.bytes())];
    random.nextBytes(pixels);
    return new Batch(pixels, random.ints(size, 0, classes).toArray(), size);
  }
}
