package dev.towers.graph.networks;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import dev.towers.graph.Convolution;
import dev.towers.graph.FullyConnected;
import dev.towers.graph.Layer;
import dev.towers.graph.Network;
import dev.towers.graph.PairedConvolution;
import dev.towers.graph.Parameters;

/**
 * The network of PyTorch's classic "Training a Classifier" quick-start: two convolutions with
 * max-pooling and three fully connected layers, 62,006 parameters on 32x32x3 images of ten classes.
 *
 * <p>The original pools after ReLU. The order makes no difference to the bit, for both take the
 * largest of some numbers, and after pooling there are a quarter as many.
 */
public record QuickStart() implements Network {
  private static final int KERNEL = 5;
  private static final int POOL = 2;
  private static final int CHANNELS_1 = 6;
  private static final int CHANNELS_2 = 16;
  private static final int HIDDEN_1 = 120;
  private static final int HIDDEN_2 = 84;

  @Override
  public String name() {
    return "quickstart";
  }

  @Override
  public Layer build(Parameters parameters, ImageShape images, int classes) {
    int height = pooled(pooled(images.height()));
    int width = pooled(pooled(images.width()));
    if (height < 1 || width < 1) {
      throw new InputException(
          "the network quickstart needs images of at least 16x16 pixels, these are %dx%d"
              .formatted(images.height(), images.width()));
    }
    int features = height * width * CHANNELS_2;
    return Layer.sequence(
        PairedConvolution.create(parameters, "conv1", KERNEL, images.channels(), CHANNELS_1),
        Layer.maxPooling(POOL),
        Layer.relu(),
        Convolution.create(parameters, "conv2", KERNEL, CHANNELS_1, CHANNELS_2),
        Layer.maxPooling(POOL),
        Layer.relu(),
        Layer.flatten(features),
        FullyConnected.create(parameters, "fc1", features, HIDDEN_1),
        Layer.relu(),
        FullyConnected.create(parameters, "fc2", HIDDEN_1, HIDDEN_2),
        Layer.relu(),
        FullyConnected.create(parameters, "fc3", HIDDEN_2, classes));
  }

  /** What is left of so many pixels after one convolution and one pooling. */
  private static int pooled(int pixels) {
    return (pixels - KERNEL + 1) / POOL;
  }
}
