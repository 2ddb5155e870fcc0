package dev.towers.train;

import dev.towers.graph.GraphCopy;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.graph.VariableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operation;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * What a training changes and keeps.
 *
 * @param all that a checkpoint holds: those of the network, and the slots of the optimizer
 * @param trained what a gradient changes
 * @param names of those of the network
 * @param fresh the names of those that do not start from a stored value
 * @param initialize gives every variable its first value
 * @param checkpoint saves and restores all
 * @param keep brings what no step changes to the workers that read it, after it was given values
 */
public record TrainingVariables(
    List<Parameter> all,
    List<Parameter> trained,
    List<String> names,
    List<String> fresh,
    Operation initialize,
    VariableFile checkpoint,
    Optional<Operation> keep) {

  /**
   * Adds the ops that give them values.
   *
   * @param host on the device that files are read to
   * @param main on the device of the variables
   */
  static TrainingVariables create(
      Ops host, Ops main, Parameters network, Parameters slots, Optional<Op> keep) {
    List<Op> initializers = new ArrayList<>(network.initializers());
    initializers.addAll(slots.initializers());
    List<Parameter> all = new ArrayList<>(network.all());
    all.addAll(slots.all());
    return new TrainingVariables(
        List.copyOf(all),
        network.trained(),
        network.all().stream().map(Parameter::name).toList(),
        network.fresh(),
        main.withControlDependencies(initializers).withName("initialize").noOp().op(),
        VariableFile.create(host, all),
        keep.map(Op::op));
  }

  /** The same in a copy of their graph. */
  TrainingVariables in(GraphCopy copy) {
    return new TrainingVariables(
        in(copy, all),
        in(copy, trained),
        names,
        fresh,
        copy.of(initialize),
        checkpoint.in(copy),
        keep.map(copy::of));
  }

  private static List<Parameter> in(GraphCopy copy, List<Parameter> parameters) {
    return parameters.stream().map(parameter -> parameter.in(copy)).toList();
  }

  /** Whether some start from a stored value. */
  public boolean startElsewhere() {
    return fresh.size() < names.size();
  }

  /** How many numbers are trained. */
  public long trainedCount() {
    return trained.stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }
}
