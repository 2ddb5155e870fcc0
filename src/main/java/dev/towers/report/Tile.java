package dev.towers.report;

import java.util.OptionalInt;

/** One image of a grid, by its index, and the label that a model gave it, if one was asked. */
public record Tile(int index, OptionalInt predicted) {
  public Tile {
    if (index < 0 || predicted.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "image %d and label %s are not both at least 0".formatted(index, predicted));
    }
  }

  /** An image with its true label alone. */
  public static Tile of(int index) {
    return new Tile(index, OptionalInt.empty());
  }

  /** An image with its true label and the predicted one. */
  public static Tile predicted(int index, int label) {
    return new Tile(index, OptionalInt.of(label));
  }
}
