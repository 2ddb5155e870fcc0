package dev.towers.tower;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.types.family.TType;

/** A graph ready to run, and the way from a handle of its draft to the same op in it. */
public record PlacedGraph(Graph graph) implements AutoCloseable {

  /** The operand that {@code draft} became. */
  public <T extends TType> Operand<T> of(Operand<T> draft) {
    return graph.operationOrThrow(draft.op().name()).output(draft.asOutput().index());
  }

  /** The operation that {@code draft} became. */
  public Operation of(Operation draft) {
    return graph.operationOrThrow(draft.name());
  }

  @Override
  public void close() {
    graph.close();
  }
}
