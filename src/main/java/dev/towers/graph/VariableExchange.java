package dev.towers.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The ops by which the values of variables come out of one session and go into another that has
 * variables of the same names.
 *
 * @param variables to take values from
 * @param places to feed with values for them, in the same order
 * @param assign gives the variables what is fed
 */
public record VariableExchange(
    List<Operand<TFloat32>> variables, List<Operand<TFloat32>> places, Operation assign) {

  /**
   * @param tf on the device of the variables
   */
  public static VariableExchange create(Ops tf, List<Parameter> variables) {
    Ops scope = tf.withSubScope("exchange");
    List<Operand<TFloat32>> places = new ArrayList<>();
    List<Op> assigned = new ArrayList<>();
    for (Parameter variable : variables) {
      Operand<TFloat32> place =
          scope.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
      places.add(place);
      assigned.add(scope.assign(variable.variable(), place));
    }
    Op assign = scope.withControlDependencies(assigned).withName("assign").noOp();
    return new VariableExchange(
        variables.stream().map(Parameter::variable).toList(), places, assign.op());
  }

  /** The values; the caller closes them. */
  public Result take(Session.Runner runner) {
    variables.forEach(runner::fetch);
    return runner.run();
  }

  /** Makes values that another exchange took the variables'. */
  public void give(Session.Runner runner, Result values) {
    for (int i = 0; i < places.size(); i++) {
      runner.feed(places.get(i), values.get(i));
    }
    runner.addTarget(assign).run().close();
  }
}
