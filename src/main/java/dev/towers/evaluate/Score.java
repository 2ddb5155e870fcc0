package dev.towers.evaluate;

/**
 * How well images were told, in sums, so that the scores of parts of a set add up to that of the
 * whole.
 *
 * @param lossSum of all images
 */
public record Score(long images, long correct, double lossSum) {
  /** Of no images. */
  static final Score NONE = new Score(0, 0, 0);

  Score plus(Score other) {
    return new Score(images + other.images, correct + other.correct, lossSum + other.lossSum);
  }

  /** The share of the images whose class was told right, from 0 to 1; NaN of no images. */
  public double accuracy() {
    return (double) correct / images;
  }

  /** NaN of no images. */
  public double meanLoss() {
    return lossSum / images;
  }
}
