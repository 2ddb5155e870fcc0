package dev.towers.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How sure a network is of its answers, against how often they are right: the images by the
 * probability of the predicted class, in bins of equal width.
 */
public record Calibration(List<Bin> bins) {
  private static final int BINS = 10;

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * The images whose probability lies between two numbers, the upper one excluded unless it is 1.
   *
   * @param probabilitySum of all these images
   */
  public record Bin(double from, double to, long images, long correct, double probabilitySum) {
    public Bin {
      if (!(from < to) || correct < 0 || correct > images || !Double.isFinite(probabilitySum)) {
        throw new IllegalArgumentException(
            "%d of %d images from %s to %s".formatted(correct, images, from, to));
      }
    }

    /** The share that was told right, from 0 to 1; NaN of no images. */
    public double accuracy() {
      return (double) correct / images;
    }

    /** The mean probability of the predicted class, from 0 to 1; NaN of no images. */
    public double meanProbability() {
      return probabilitySum / images;
    }
  }

  /**
   * The expected calibration error, from 0 to 1: how far accuracy and mean probability of a bin are
   * apart, averaged over the images (Guo and others: On Calibration of Modern Neural Networks,
   * 2017); NaN of no images.
   */
  public double expectedError() {
    double sum = 0;
    long images = 0;
    for (Bin bin : bins) {
      sum += Math.abs(bin.correct() - bin.probabilitySum());
      images += bin.images();
    }
    return sum / images;
  }

  /** Images as they are counted. */
  static final class Counts {
    private final long[] images = new long[BINS];
    private final long[] correct = new long[BINS];
    private final double[] probabilitySum = new double[BINS];

    void add(float probability, boolean right) {
      int bin = Math.min(BINS - 1, (int) (probability * BINS));
      images[bin]++;
      correct[bin] += right ? 1 : 0;
      probabilitySum[bin] += probability;
    }

    Calibration calibration() {
      List<Bin> bins = new ArrayList<>();
      for (int i = 0; i < BINS; i++) {
        double to = (i + 1) / (double) BINS;
        bins.add(new Bin(i / (double) BINS, to, images[i], correct[i], probabilitySum[i]));
      }
      return new Calibration(bins);
    }
  }
}
