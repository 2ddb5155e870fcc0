package dev.towers.tower;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The part of a batch that one tower gets, cut in the graph as {@link Chunks} says. The only tower
 * of a graph gets the batch itself, so cutting costs nothing there.
 */
public final class Chunk {
  private final Ops tf;
  private final Device seat;
  private final Operand<TInt32> batchSize;
  private final Operand<TInt32> begin;
  private final Operand<TInt32> end;

  private Chunk(
      Ops tf, Device seat, Operand<TInt32> batchSize, Operand<TInt32> begin, Operand<TInt32> end) {
    this.tf = tf;
    this.seat = seat;
    this.batchSize = batchSize;
    this.begin = begin;
    this.end = end;
  }

  /**
   * One chunk for each tower.
   *
   * @param tf on the device that holds the batch: what leaves it is the chunk, not the batch
   * @param seats the devices of the towers
   * @param batchSize a scalar
   */
  static List<Chunk> cut(Ops tf, List<Device> seats, Operand<TInt32> batchSize) {
    int towers = seats.size();
    if (towers == 1) {
      return List.of(new Chunk(tf, seats.get(0), batchSize, null, null));
    }
    // ceil(batch / towers), as a vector of one number, which is what slices take
    Operand<TInt32> rounded = tf.math.add(batchSize, tf.constant(towers - 1));
    Operand<TInt32> chunk =
        tf.reshape(tf.math.floorDiv(rounded, tf.constant(towers)), tf.constant(new int[] {1}));
    List<Chunk> chunks = new ArrayList<>();
    for (int tower = 0; tower < towers; tower++) {
      chunks.add(
          new Chunk(
              tf,
              seats.get(tower),
              batchSize,
              tf.math.mul(tf.constant(tower), chunk),
              tf.math.mul(tf.constant(tower + 1), chunk)));
    }
    return chunks;
  }

  /** The same chunk, cut when all of {@code done} has run. */
  Chunk after(List<Op> done) {
    return new Chunk(tf.withControlDependencies(done), seat, batchSize, begin, end);
  }

  /** The device of its tower. */
  public Device seat() {
    return seat;
  }

  /** The number of its rows: a scalar. */
  Operand<TInt32> size() {
    return begin == null
        ? batchSize
        : tf.reshape(
            tf.math.sub(tf.math.minimum(end, batchSize), begin), tf.constant(Shape.scalar()));
  }

  /** This tower's rows of a batch: [batch, ...] to [chunk, ...]. */
  public <T extends TType> Operand<T> of(Operand<T> batch) {
    // A slice ends with its input, so the last chunk needs no arithmetic of its own.
    return begin == null ? batch : tf.stridedSlice(batch, begin, end, tf.constant(new int[] {1}));
  }
}
