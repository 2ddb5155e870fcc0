package dev.towers.graph;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;

/** An architecture: normalized images [n, h, w, c] in, logits [n, classes] out. */
public interface Network {
  /** The word that chooses it on the command line and names its exports. */
  String name();

  /**
   * The same network, where its first variables depend on the images that it is to be trained on;
   * what {@link #build} makes to be restored does not.
   */
  default Network startingFrom(LabeledImages images) {
    return this;
  }

  /** Whether batch normalization follows each convolution, so that a kernel's norm is free. */
  default boolean normalizesConvolutions() {
    return false;
  }

  /**
   * Makes the variables, and returns the function that uses them.
   *
   * @throws InputException if the network cannot take images of that shape
   */
  Layer build(Parameters parameters, ImageShape images, int classes);
}
