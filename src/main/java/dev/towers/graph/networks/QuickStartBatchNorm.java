package dev.towers.graph.networks;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import dev.towers.graph.BatchNorm;
import dev.towers.graph.Convolution;
import dev.towers.graph.FullyConnected;
import dev.towers.graph.Layer;
import dev.towers.graph.Network;
import dev.towers.graph.Parameters;

/**
 * Two convolutions of 3x3 with batch normalization and max-pooling, and one fully connected layer:
 * the smallest network that shows what batch normalization does.
 */
public record QuickStartBatchNorm() implements Network {
  private static final int KERNEL = 3;
  private static final int POOL = 2;
  private static final int CHANNELS_1 = 16;
  private static final int CHANNELS_2 = 32;

  @Override
  public String name() {
    return "quickstart-bn";
  }

  @Override
  public boolean normalizesConvolutions() {
    return true;
  }

  @Override
  public Layer build(Parameters parameters, ImageShape images, int classes) {
    int height = pooled(pooled(images.height()));
    int width = pooled(pooled(images.width()));
    if (height < 1 || width < 1) {
      throw new InputException(
          "the network quickstart-bn needs images of at least 10x10 pixels, these are %dx%d"
              .formatted(images.height(), images.width()));
    }
    int features = height * width * CHANNELS_2;
    return Layer.sequence(
        Convolution.create(parameters, "conv1", KERNEL, images.channels(), CHANNELS_1),
        BatchNorm.create(parameters, "norm1", CHANNELS_1),
        Layer.maxPooling(POOL),
        Layer.relu(),
        Convolution.create(parameters, "conv2", KERNEL, CHANNELS_1, CHANNELS_2),
        BatchNorm.create(parameters, "norm2", CHANNELS_2),
        Layer.maxPooling(POOL),
        Layer.relu(),
        Layer.flatten(features),
        FullyConnected.create(parameters, "fc", features, classes));
  }

  /** What is left of so many pixels after one convolution and one pooling. */
  private static int pooled(int pixels) {
    return (pixels - KERNEL + 1) / POOL;
  }
}
