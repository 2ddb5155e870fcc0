package dev.towers.tower;

import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.graph.Parcel;
import dev.towers.graph.Pass;
import dev.towers.graph.Pass.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The values of the variables where the towers sit. In the process that has the variables they are
 * the variables; to every other process one message a step brings a copy of those that steps
 * change, and one at the start a copy of the others. What no tower reads does not travel.
 */
final class VariableCopies {
  private final Ops main;
  private final Device home;
  private final List<Parameter> changing;
  private final List<Parameter> steady;
  private final Map<OptionalInt, Parcel> everyStep = new HashMap<>();
  private final Map<OptionalInt, Parcel> once = new HashMap<>();
  private final Map<Device, Map<Output<?>, Operand<TFloat32>>> copies = new HashMap<>();
  private final List<Op> kept = new ArrayList<>();

  private VariableCopies(Ops main, Device home, List<Parameter> changing, List<Parameter> steady) {
    this.main = main.withSubScope("variables");
    this.home = home;
    this.changing = changing;
    this.steady = steady;
  }

  /**
   * Copies of what the towers read.
   *
   * @param main on the device {@code home}, which has the variables
   * @param first what one of the towers has done
   */
  static VariableCopies of(Ops main, Device home, Parameters parameters, Pass first) {
    Set<Output<?>> changed = new HashSet<>();
    parameters.trained().forEach(trained -> changed.add(trained.variable().asOutput()));
    for (Observation observation : first.observations()) {
      changed.add(observation.state().variable().asOutput());
    }
    List<Parameter> changing = new ArrayList<>();
    List<Parameter> steady = new ArrayList<>();
    for (Parameter parameter : parameters.all()) {
      if (first.hasRead(parameter)) {
        (changed.contains(parameter.variable().asOutput()) ? changing : steady).add(parameter);
      }
    }
    return new VariableCopies(main, home, changing, steady);
  }

  /** By the variables; empty where they are at hand. */
  Map<Output<?>, Operand<TFloat32>> at(Device seat) {
    return seat.worker().equals(home.worker())
        ? Map.of()
        : copies.computeIfAbsent(seat, this::copiesOn);
  }

  /** Brings the values that steps do not change to where they are kept; nothing if none are. */
  Optional<Op> keep() {
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(main.withControlDependencies(kept).withName("keep").noOp());
  }

  /** What a step brings to one process. */
  long bytes() {
    return Float.BYTES * changing.stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  /** To how many. */
  int processes() {
    return everyStep.size();
  }

  private Map<Output<?>, Operand<TFloat32>> copiesOn(Device seat) {
    Ops on = main.withDevice(seat.spec());
    Map<Output<?>, Operand<TFloat32>> byVariable = new HashMap<>();
    Parcel parcel = everyStep.computeIfAbsent(seat.worker(), worker -> sent(changing, seat.host()));
    List<Operand<TFloat32>> values = parcel.unpack(on);
    for (int i = 0; i < changing.size(); i++) {
      byVariable.put(changing.get(i).variable().asOutput(), values.get(i));
    }
    if (!steady.isEmpty()) {
      byVariable.putAll(keptOn(seat, on));
    }
    return byVariable;
  }

  private Map<Output<?>, Operand<TFloat32>> keptOn(Device seat, Ops on) {
    Map<Output<?>, Operand<TFloat32>> byVariable = new HashMap<>();
    Parcel parcel = once.computeIfAbsent(seat.worker(), worker -> sent(steady, seat.host()));
    List<Operand<TFloat32>> values = parcel.unpack(on);
    for (int i = 0; i < steady.size(); i++) {
      Variable<TFloat32> copy = on.variable(steady.get(i).shape(), TFloat32.class);
      kept.add(on.assign(copy, values.get(i)));
      byVariable.put(steady.get(i).variable().asOutput(), copy);
    }
    return byVariable;
  }

  /** In one message on a device of another process, from where the towers there take them. */
  private Parcel sent(List<Parameter> variables, Device host) {
    Parcel parcel =
        Parcel.pack(
            main,
            variables.stream().map(Parameter::variable).toList(),
            variables.stream().map(Parameter::shape).toList());
    return new Parcel(main.withDevice(host.spec()).identity(parcel.vector()), parcel.shapes());
  }
}
