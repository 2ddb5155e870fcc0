package dev.towers.bench;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.graph.Network;
import dev.towers.tower.Devices;
import dev.towers.train.TrainingGraph;
import java.util.Random;

/** What a bench trains: a network on images of noise, which are as fast as any others. */
public record TrainingJob(Network network, ImageShape shape, int classes, Seed seed) {
  private static final float MOMENTUM = 0.9f;

  /** The caller closes it. */
  TrainingGraph openGraph(Devices devices) {
    return TrainingGraph.open(network, shape, classes, MOMENTUM, devices, seed);
  }

  Batch randomBatch(int size) {
    Random random = new Random(seed.derive("images").value());
    byte[] pixels = new byte[Math.multiplyExact(size, shape.bytes())];
    random.nextBytes(pixels);
    return new Batch(pixels, random.ints(size, 0, classes).toArray(), size);
  }
}
