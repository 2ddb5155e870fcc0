package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A variable of a model: the name that checkpoints know it by, its handle and its shape. */
public record Parameter(String name, Operand<TFloat32> variable, Shape shape) {
  /** The same variable in a copy of its graph. */
  public Parameter in(GraphCopy copy) {
    return new Parameter(name, copy.of(variable), shape);
  }
}
