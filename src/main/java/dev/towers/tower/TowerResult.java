package dev.towers.tower;

import dev.towers.graph.Parameter;
import dev.towers.graph.Parcel;
import dev.towers.graph.Pass;
import dev.towers.graph.Pass.Observation;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What one tower makes of its chunk.
 *
 * @param loss the sum over the chunk: a scalar
 * @param gradients for each trained variable
 */
record TowerResult(
    Operand<TFloat32> loss,
    List<Operand<TFloat32>> gradients,
    List<Observation> observations,
    List<Operand<TFloat32>> counts) {

  static TowerResult of(Pass pass, Operand<TFloat32> loss, List<Operand<TFloat32>> gradients) {
    return new TowerResult(loss, gradients, pass.observations(), pass.counts());
  }

  /** What it takes on the way. */
  long bytes(List<Parameter> trained) {
    long numbers = 1 + counts.size();
    for (Parameter parameter : trained) {
      numbers += parameter.shape().size();
    }
    for (Observation observation : observations) {
      numbers += observation.state().shape().size();
    }
    return Float.BYTES * numbers;
  }

  /**
   * The same with each observation times the part of the batch that was observed.
   *
   * @param chunk what the tower had
   * @param count the true size of the batch: a scalar
   */
  TowerResult weighted(Ops tf, Chunk chunk, Operand<TFloat32> count) {
    if (observations.isEmpty()) {
      return this;
    }
    Operand<TFloat32> part = tf.math.div(tf.dtypes.cast(chunk.size(), TFloat32.class), count);
    List<Observation> weighted = new ArrayList<>();
    for (Observation observation : observations) {
      weighted.add(observation.of(tf.math.mul(observation.value(), part)));
    }
    return new TowerResult(loss, gradients, weighted, counts);
  }

  /**
   * The same on another device, brought there in one message.
   *
   * @param here on the device of the tower
   * @param there on the other
   */
  TowerResult sent(Ops here, Ops there, List<Parameter> trained) {
    List<Operand<TFloat32>> tensors = new ArrayList<>(List.of(loss));
    List<Shape> shapes = new ArrayList<>(List.of(Shape.scalar()));
    tensors.addAll(gradients);
    trained.forEach(parameter -> shapes.add(parameter.shape()));
    for (Observation observation : observations) {
      tensors.add(observation.value());
      shapes.add(observation.state().shape());
    }
    for (Operand<TFloat32> count : counts) {
      tensors.add(count);
      shapes.add(Shape.scalar());
    }
    List<Operand<TFloat32>> arrived = Parcel.pack(here, tensors, shapes).unpack(there);
    int afterGradients = 1 + gradients.size();
    int afterObservations = afterGradients + observations.size();
    List<Observation> observed = new ArrayList<>();
    for (int i = 0; i < observations.size(); i++) {
      observed.add(observations.get(i).of(arrived.get(afterGradients + i)));
    }
    return new TowerResult(
        arrived.get(0),
        arrived.subList(1, afterGradients),
        observed,
        arrived.subList(afterObservations, arrived.size()));
  }
}
