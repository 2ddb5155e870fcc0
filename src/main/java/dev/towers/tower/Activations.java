package dev.towers.tower;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * What a tower keeps of its forward pass until its backward pass has read it. All of it is in
 * memory at once, when the loss is computed, so a step takes as much at the least.
 *
 * @param bytesOfAnExample of a chunk
 */
public record Activations(long bytesOfAnExample) {
  /** Their output lies where their input does. */
  private static final Set<String> VIEWS =
      Set.of("Reshape", "Identity", "ExpandDims", "Squeeze", "StopGradient");

  public Activations {
    if (bytesOfAnExample < 0) {
      throw new IllegalArgumentException(bytesOfAnExample + " bytes of an example");
    }
  }

  /**
   * Those of the first tower, and so of each.
   *
   * @param update of a step in which that tower takes part; whatever it does not need is not run
   */
  public static Activations of(Graph graph, Operation update) {
    Set<Output<?>> kept = new LinkedHashSet<>();
    for (GraphOperation op : neededFor((GraphOperation) update)) {
      if (isBackward(op) && waitsForAGradient(op)) {
        op.inputs().stream()
            .map(Activations::source)
            .filter(output -> !isBackward((GraphOperation) output.op()))
            .forEach(kept::add);
      }
    }
    return new Activations(kept.stream().mapToLong(Activations::bytesOfAnExample).sum());
  }

  private static Set<GraphOperation> neededFor(GraphOperation update) {
    Set<GraphOperation> needed = new HashSet<>();
    Deque<GraphOperation> next = new ArrayDeque<>();
    next.add(update);
    while (!next.isEmpty()) {
      GraphOperation op = next.remove();
      if (needed.add(op)) {
        op.inputs().forEach(input -> next.add((GraphOperation) input.op()));
        next.addAll(op.controlInputs());
      }
    }
    return needed;
  }

  private static boolean isBackward(GraphOperation op) {
    return op.name().startsWith(Tower.gradientScope(0) + "/");
  }

  private static boolean waitsForAGradient(GraphOperation op) {
    return op.inputs().stream().anyMatch(Activations::isGradient)
        || op.controlInputs().stream().anyMatch(Activations::isBackward);
  }

  /** Arithmetic on shapes is part of the backward pass too, but does not wait for the loss. */
  private static boolean isGradient(Operand<?> input) {
    return isBackward((GraphOperation) input.op()) && bytesOf(input.asOutput().dataType()) > 0;
  }

  private static Output<?> source(Operand<?> operand) {
    Output<?> output = operand.asOutput();
    while (VIEWS.contains(output.op().type())) {
      output = ((GraphOperation) output.op()).input(0);
    }
    return output;
  }

  /** Of what has a row for each example; 0 of anything else. */
  private static long bytesOfAnExample(Output<?> output) {
    Shape shape = output.shape();
    if (shape.isUnknown() || shape.numDimensions() < 2 || shape.get(0) != Shape.UNKNOWN_SIZE) {
      return 0;
    }
    Shape example = shape.tail();
    return example.hasUnknownDimension() ? 0 : example.size() * bytesOf(output.dataType());
  }

  /** The width of a real number; 0 of other types. */
  private static int bytesOf(DataType type) {
    return switch (type) {
      case DT_DOUBLE -> Double.BYTES;
      case DT_FLOAT -> Float.BYTES;
      case DT_BFLOAT16, DT_HALF -> Short.BYTES;
      default -> 0;
    };
  }
}
