package dev.towers.graph;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.types.family.TType;

/** A graph that was made from a draft, and the way from a handle of the draft to it. */
public record GraphCopy(Graph graph) implements AutoCloseable {

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
