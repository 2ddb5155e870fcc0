package dev.towers.bench;

import dev.towers.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A data set of standard normal numbers, in which only the shape matters. */
public final class RandomRows {
  private final float[][] rows;

  private RandomRows(float[][] rows) {
    this.rows = rows;
  }

  /** Draws so many rows of so many numbers; one seed always gives the same. */
  public static RandomRows draw(int count, int length, Seed seed) {
    Random random = new Random(seed.value());
    float[][] rows = new float[count][length];
    for (float[] row : rows) {
      for (int i = 0; i < length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return new RandomRows(rows);
  }

  /** The rows in their order, {@code batchSize} at a time; the last batch has what is left. */
  public List<float[][]> batches(int batchSize) {
    List<float[][]> batches = new ArrayList<>();
    for (int from = 0; from < rows.length; from += batchSize) {
      int size = Math.min(batchSize, rows.length - from);
      batches.add(Arrays.copyOfRange(rows, from, from + size));
    }
    return batches;
  }
}
