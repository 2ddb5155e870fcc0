package dev.towers.bench;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * How one batch went through the towers.
 *
 * @param legs what went through each tower that ran, in order
 * @param input the shape of the batch
 * @param output what came out of all towers, gathered
 * @param outputShape the shape of {@code output}
 */
public record BatchJourney(List<Leg> legs, Shape input, float[][] output, Shape outputShape) {
  public BatchJourney {
    legs = List.copyOf(legs);
  }

  /** The shapes of what went through one tower. */
  public record Leg(Shape input, Shape output) {}
}
