package dev.towers.evaluate;

/**
 * What a network said of one image of a set.
 *
 * @param image its place in the set, from 0 on
 * @param truth its label
 * @param predicted the label of the most likely class
 * @param probability of that class, from 0 to 1
 * @param truthProbability of the true class, from 0 to 1
 */
public record Answer(
    int image, int truth, int predicted, float probability, float truthProbability) {

  public boolean right() {
    return truth == predicted;
  }
}
