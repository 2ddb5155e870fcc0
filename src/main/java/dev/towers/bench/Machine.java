package dev.towers.bench;

import dev.towers.Version;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import java.util.List;
import org.tensorflow.TensorFlow;

/**
 * What figures were measured on.
 *
 * @param devices as TensorFlow names them, a GPU with its model
 * @param cpu the model of the processor
 * @param cores that this process may use
 */
public record Machine(
    List<String> devices,
    String cpu,
    int cores,
    String system,
    String towers,
    String tensorflow,
    String java) {

  /** This machine. */
  public static Machine of(Devices devices) {
    return new Machine(
        devices.list().stream().map(Machine::describe).toList(),
        Processor.model(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Version.number(),
        TensorFlow.version(),
        System.getProperty("java.version"));
  }

  /** For people, a kind of fact on each line. */
  public List<String> lines() {
    return List.of(
        "devices   " + String.join(", ", devices),
        "machine   %s, %d cores, %s".formatted(cpu, cores, system),
        "versions  Towers %s, TensorFlow %s, Java %s".formatted(towers, tensorflow, java));
  }

  private static String describe(Device device) {
    return switch (device.kind()) {
      case CPU -> device.toString();
      case GPU ->
          CudaDriver.model(device.index())
              .map(model -> "%s (%s)".formatted(device, model))
              .orElse(device.toString());
    };
  }
}
