package dev.towers.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The ops that write variables to TensorFlow's checkpoint format (V2, a "tensor bundle") and read
 * them back, by name. Numbers that are infinite or none fail the save, and nothing is written.
 *
 * @param prefix a scalar, fed with the path of the checkpoint without its endings
 */
public record VariableFile(Operand<TString> prefix, Operation save, Operation restore) {

  /** Makes the ops under the scope {@code save}, as TensorFlow's own savers do. */
  public static VariableFile create(Ops tf, List<Parameter> parameters) {
    Ops scope = tf.withSubScope("save");
    Operand<TString> prefix = scope.withName("prefix").placeholder(TString.class);
    Operand<TString> names =
        scope.constant(
            NdArrays.vectorOfObjects(
                parameters.stream().map(Parameter::name).toArray(String[]::new)));
    Operand<TString> whole = scope.zerosLike(names);
    List<Operand<?>> values = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Parameter parameter : parameters) {
      values.add(
          scope.debugging.checkNumerics(parameter.variable(), "a number of " + parameter.name()));
      types.add(TFloat32.class);
    }
    Op save = scope.withName("save").train.save(prefix, names, whole, values);
    List<Output<?>> read =
        scope.withName("read").train.restore(prefix, names, whole, types).tensors();
    List<Op> assigned = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      assigned.add(scope.assign(parameters.get(i).variable(), read.get(i).expect(TFloat32.class)));
    }
    Op restore = scope.withControlDependencies(assigned).withName("restore").noOp();
    return new VariableFile(prefix, save.op(), restore.op());
  }

  /** The same ops in a copy of their graph. */
  public VariableFile in(GraphCopy copy) {
    return new VariableFile(copy.of(prefix), copy.of(save), copy.of(restore));
  }
}
