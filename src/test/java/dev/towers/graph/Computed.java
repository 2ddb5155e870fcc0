package dev.towers.graph;

import dev.towers.tower.Sessions;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a few ops compute: their graph is built and run once, and the numbers are copied out. */
public final class Computed {
  private Computed() {}

  public static float[] floats(Function<Ops, Operand<TFloat32>> ops) {
    try (Graph graph = new Graph()) {
      Operand<TFloat32> value = ops.apply(Ops.create(graph));
      try (Session session = Sessions.open(graph);
          Result result = session.runner().fetch(value).run()) {
        return copy((TFloat32) result.get(0));
      }
    }
  }

  /** The numbers of a tensor, row by row; a fetched variable is a live view until it is copied. */
  public static float[] copy(TFloat32 tensor) {
    float[] numbers = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(numbers, false, false));
    return numbers;
  }
}
