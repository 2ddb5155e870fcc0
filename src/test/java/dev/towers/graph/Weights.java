package dev.towers.graph;

import dev.towers.tower.Sessions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** The values of variables at one moment: copies. */
public record Weights(Map<String, float[]> byName) {

  /** Reads a checkpoint with TensorFlow's own op. */
  public static Weights read(Path checkpoint, List<String> names) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TString> prefix = tf.constant(checkpoint.toString());
      Operand<TString> wanted = tf.constant(NdArrays.vectorOfObjects(names.toArray(String[]::new)));
      List<Output<?>> tensors =
          tf.train
              .restore(
                  prefix,
                  wanted,
                  tf.zerosLike(wanted),
                  Collections.nCopies(names.size(), TFloat32.class))
              .tensors();
      try (Session session = Sessions.open(graph)) {
        Session.Runner runner = session.runner();
        tensors.forEach(runner::fetch);
        return copy(names, runner);
      }
    }
  }

  /** Asks a session. */
  public static Weights fetch(Session session, List<Parameter> parameters) {
    Session.Runner runner = session.runner();
    parameters.forEach(parameter -> runner.fetch(parameter.variable()));
    return copy(parameters.stream().map(Parameter::name).toList(), runner);
  }

  private static Weights copy(List<String> names, Session.Runner runner) {
    Map<String, float[]> byName = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < names.size(); i++) {
        byName.put(names.get(i), Computed.copy((TFloat32) result.get(i)));
      }
    }
    return new Weights(byName);
  }

  public float[] of(String name) {
    return byName.get(name);
  }

  /** The names of the variables that differ in any bit. */
  public Set<String> differingFrom(Weights other) {
    Set<String> differing = new TreeSet<>();
    byName.forEach(
        (name, values) -> {
          if (!Arrays.equals(values, other.of(name))) {
            differing.add(name);
          }
        });
    return differing;
  }

  /** The largest difference of any number; not a number where any is not. */
  public double largestDifference(Weights other) {
    double largest = 0;
    for (Map.Entry<String, float[]> entry : byName.entrySet()) {
      float[] others = other.of(entry.getKey());
      for (int i = 0; i < others.length; i++) {
        largest = Math.max(largest, Math.abs((double) entry.getValue()[i] - others[i]));
      }
    }
    return largest;
  }
}
