package dev.towers.evaluate;

/**
 * What a network says of the images of a batch.
 *
 * @param classes [n]: the label of the most likely class
 * @param probabilities [n][classes], each row by label
 */
public record Answers(int[] classes, float[][] probabilities) {
  public Answers {
    if (classes.length != probabilities.length) {
      throw new IllegalArgumentException(
          "%d classes for %d images".formatted(classes.length, probabilities.length));
    }
  }
}
