package dev.towers.tower;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import dev.towers.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** This machine, with devices of its own or of others. */
  public static Machine of(Devices devices) {
    TensorFlowStart.ensure();
    return new Machine(
        devices.list().stream().map(Machine::describe).toList(),
        processorModel().orElse(System.getProperty("os.arch")),
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
    Optional<String> model =
        device.isCpu() || device.worker().isPresent() ? Optional.empty() : gpuModel(device.index());
    return model.map(name -> "%s (%s)".formatted(device, name)).orElse(device.toString());
  }

  /** What the maker calls it; empty where the system does not tell. */
  private static Optional<String> processorModel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The model of a GPU, in the order in which CUDA and TensorFlow count, from NVIDIA's driver:
   * TensorFlow's C interface does not tell it.
   */
  private static Optional<String> gpuModel(int index) {
    try {
      Cuda cuda = Native.load("libcuda.so.1", Cuda.class);
      IntByReference device = new IntByReference();
      byte[] name = new byte[256];
      boolean known =
          cuda.cuInit(0) == Cuda.SUCCESS
              && cuda.cuDeviceGet(device, index) == Cuda.SUCCESS
              && cuda.cuDeviceGetName(name, name.length, device.getValue()) == Cuda.SUCCESS;
      return known ? Optional.of(Native.toString(name)) : Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty(); // no NVIDIA driver
    }
  }

  /** The driver's library, whose functions have these names. */
  private interface Cuda extends Library {
    int SUCCESS = 0;

    int cuInit(int flags);

    int cuDeviceGet(IntByReference device, int ordinal);

    int cuDeviceGetName(byte[] name, int length, int device);
  }
}
