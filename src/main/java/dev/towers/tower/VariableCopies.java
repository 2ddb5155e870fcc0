package dev.towers.tower;

import dev.towers.graph.Parameter;
import dev.towers.graph.Parcel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The values of the variables where the towers sit. In the process that has the variables they are
 * the variables; to every other process one message a step brings a copy of all.
 */
final class VariableCopies {
  private final Ops main;
  private final Device home;
  private final List<Parameter> variables;
  private final Map<OptionalInt, Parcel> sent = new HashMap<>();
  private final Map<Device, Map<Output<?>, Operand<TFloat32>>> copies = new HashMap<>();

  /**
   * @param main on the device {@code home}, which has the variables
   */
  VariableCopies(Ops main, Device home, List<Parameter> variables) {
    this.main = main.withSubScope("variables");
    this.home = home;
    this.variables = List.copyOf(variables);
  }

  /** By the variables; empty where they are at hand. */
  Map<Output<?>, Operand<TFloat32>> at(Device seat) {
    return seat.worker().equals(home.worker())
        ? Map.of()
        : copies.computeIfAbsent(seat, this::unpacked);
  }

  private Map<Output<?>, Operand<TFloat32>> unpacked(Device seat) {
    Parcel parcel = sent.computeIfAbsent(seat.worker(), worker -> sentTo(seat.host()));
    List<Operand<TFloat32>> values = parcel.unpack(main.withDevice(seat.spec()));
    Map<Output<?>, Operand<TFloat32>> byVariable = new HashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      byVariable.put(variables.get(i).variable().asOutput(), values.get(i));
    }
    return byVariable;
  }

  /** All of them on a device of another process, from where the towers there take them. */
  private Parcel sentTo(Device host) {
    Parcel parcel =
        Parcel.pack(
            main,
            variables.stream().map(Parameter::variable).toList(),
            variables.stream().map(Parameter::shape).toList());
    return new Parcel(main.withDevice(host.spec()).identity(parcel.vector()), parcel.shapes());
  }
}
