package dev.towers.graph;

import dev.towers.data.Augmentation;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.IntDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Batches as tensors to feed: copies, which the caller closes; and the answers that come back. */
public final class BatchTensors {
  private BatchTensors() {}

  /** [n, h, w, c]. */
  public static TUint8 openImages(Batch batch, ImageShape shape) {
    return openImages(batch, 0, batch.size(), shape);
  }

  /** [to - from, h, w, c]: those images of a batch. */
  public static TUint8 openImages(Batch batch, int from, int to, ImageShape shape) {
    ByteDataBuffer pixels = DataBuffers.of(batch.pixels(), true, false);
    long bytes = shape.bytes();
    return TUint8.tensorOf(
        Shape.of(to - from, shape.height(), shape.width(), shape.channels()),
        pixels.slice(from * bytes, (to - from) * bytes));
  }

  /** [n]. */
  public static TInt32 openLabels(Batch batch) {
    IntDataBuffer labels = DataBuffers.of(batch.labels(), true, false);
    return TInt32.tensorOf(Shape.of(batch.size()), labels.narrow(batch.size()));
  }

  /** [n]; [0] of a batch of images of no set. */
  public static TInt32 openPlaces(Batch batch) {
    int count = Math.min(batch.size(), batch.places().length);
    IntDataBuffer places = DataBuffers.of(batch.places(), true, false);
    return TInt32.tensorOf(Shape.of(count), places.narrow(count));
  }

  /** [n, {@link Augmentation#VIEW}]; [0, VIEW] of a batch without views. */
  public static TInt32 openViews(Batch batch) {
    int rows = batch.views().length == 0 ? 0 : batch.size();
    IntDataBuffer views = DataBuffers.of(batch.views(), true, false);
    return TInt32.tensorOf(
        Shape.of(rows, Augmentation.VIEW), views.narrow((long) rows * Augmentation.VIEW));
  }

  /**
   * The labels that a graph tells, as {@link Batch} has them.
   *
   * @param classes [n]
   */
  public static int[] labels(TInt64 classes) {
    int[] labels = new int[Math.toIntExact(classes.size())];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Math.toIntExact(classes.getLong(i));
    }
    return labels;
  }

  /** A copy of a matrix, row by row. */
  public static float[][] rows(TFloat32 matrix) {
    float[][] rows =
        new float[Math.toIntExact(matrix.shape().get(0))][Math.toIntExact(matrix.shape().get(1))];
    FloatDataBuffer values = matrix.asRawTensor().data().asFloats();
    long offset = 0;
    for (float[] row : rows) {
      values.offset(offset).read(row);
      offset += row.length;
    }
    return rows;
  }
}
