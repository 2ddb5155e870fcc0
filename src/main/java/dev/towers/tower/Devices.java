package dev.towers.tower;

import dev.towers.InputException;
import dev.towers.SettingName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * The devices that towers sit on: at least one, all of one kind, none twice.
 *
 * @param cluster whose workers have them; none if they are of this process
 */
public record Devices(List<Device> list, Cluster cluster) {
  /** The setting that says which they are. */
  public static final SettingName DEVICES = new SettingName("devices");

  private static final int MOST_CPUS = 64;

  /** How long a server may take to open or to close a session, one that is gone for instance. */
  private static final Duration FAREWELL = Duration.ofSeconds(15);

  public Devices {
    list = List.copyOf(list);
    if (list.isEmpty()
        || list.stream().distinct().count() < list.size()
        || list.stream().map(Device::kind).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "devices are at least one, all of one kind, none twice, not " + list);
    }
    if (list.stream().anyMatch(device -> device.worker().isPresent() == cluster.isNone())) {
      throw new IllegalArgumentException("%s of %s".formatted(list, cluster));
    }
  }

  /** Devices of this process. */
  public Devices(List<Device> list) {
    this(list, Cluster.none());
  }

  /** So many virtual CPU devices, from CPU:0. */
  public static Devices cpus(int count) {
    return new Devices(
        IntStream.range(0, count).mapToObj(i -> new Device(Device.Kind.CPU, i)).toList());
  }

  /** What the user asked for, where {@code auto} is at most one CPU device. */
  public static Devices parse(String text, List<Device> gpus) {
    return parse(text, gpus, 1);
  }

  /**
   * What the user asked for: {@code auto} (every GPU, else CPU devices), {@code cpu:N} or {@code
   * gpu:0,1}.
   *
   * @param gpus the GPUs that there are
   * @param sideBySide how many CPU devices {@code auto} takes
   * @throws InputException if it is none of these, or asks for a GPU that is not there
   */
  public static Devices parse(String text, List<Device> gpus, int sideBySide) {
    if (text.equals("auto")) {
      return gpus.isEmpty() ? cpus(Math.min(sideBySide, MOST_CPUS)) : new Devices(gpus);
    }
    String[] parts = text.split(":", 2);
    if (parts.length == 2 && parts[0].equals("cpu")) {
      int count = number(text, parts[1]);
      if (count < 1 || count > MOST_CPUS) {
        throw InputException.about(
            "%s cpu:N makes 1 to %d virtual CPU devices, not %d", DEVICES, MOST_CPUS, count);
      }
      return cpus(count);
    }
    if (parts.length == 2 && parts[0].equals("gpu")) {
      return chosen(text, parts[1].split(",", -1), gpus);
    }
    throw unknown(text);
  }

  private static InputException unknown(String text) {
    return InputException.about(
        "%s takes auto, cpu:N (N virtual CPU devices) or gpu:0,1,..., not '%s'", DEVICES, text);
  }

  private static Devices chosen(String text, String[] indices, List<Device> gpus) {
    List<Device> chosen = new ArrayList<>();
    for (String index : indices) {
      Device device = new Device(Device.Kind.GPU, number(text, index));
      if (chosen.contains(device)) {
        throw InputException.about("%s %s names %s twice", DEVICES, text, device);
      }
      if (!gpus.contains(device)) {
        throw gpus.isEmpty()
            ? InputException.about(
                "%s %s asks for a GPU, and TensorFlow finds none; %s",
                DEVICES, text, GpuSupport.whyNone())
            : InputException.about(
                "%s %s asks for %s, there is only %s: choose of these",
                DEVICES, text, device, new Devices(gpus));
      }
      chosen.add(device);
    }
    return new Devices(chosen);
  }

  private static int number(String text, String digits) {
    if (!digits.matches("[0-9]{1,4}")) {
      throw unknown(text);
    }
    return Integer.parseInt(digits);
  }

  /** The device that holds the variables and puts the gradients together. */
  public Device main() {
    return list.get(0);
  }

  public int count() {
    return list.size();
  }

  /** The number of processes that have them. */
  public int processes() {
    return Math.toIntExact(list.stream().map(Device::worker).distinct().count());
  }

  /** The devices as people name them: CPU:0, CPU:1. */
  @Override
  public String toString() {
    return list.stream().map(Device::toString).collect(Collectors.joining(", "));
  }

  /** The first so many of these devices. */
  public Devices first(int count) {
    return new Devices(list.subList(0, count), cluster);
  }

  /**
   * How to open a session on these devices, with threads of its own.
   *
   * @param threads within one op
   */
  public ConfigProto sessionConfig(int threads) {
    if (!cluster.isNone()) {
      // The devices and their threads are those that the servers were started with.
      return ConfigProto.newBuilder()
          .setAllowSoftPlacement(true)
          .setIsolateSessionState(true)
          .setOperationTimeoutInMs(FAREWELL.toMillis())
          .build();
    }
    Threads all = Threads.perTower(threads, count());
    ConfigProto.Builder config = threaded(all);
    all.addTo(config);
    return config.build();
  }

  /**
   * How to start a server that has these devices; the sessions of others run on its threads.
   *
   * @param threads within one op
   */
  public ConfigProto serverConfig(int threads) {
    return threaded(Threads.perTower(threads, count())).build();
  }

  private ConfigProto.Builder threaded(Threads all) {
    // Sessions otherwise share the threads of the first session of the process, however it was
    // configured. For the threads within ops only the environment can change that: see
    // TF_OVERRIDE_GLOBAL_THREADPOOL in the start of the program.
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setAllowSoftPlacement(true)
            .setIntraOpParallelismThreads(all.withinOp())
            .setInterOpParallelismThreads(all.betweenOps())
            .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
    if (main().kind() == Device.Kind.CPU) {
      config.putDeviceCount("CPU", count()).putDeviceCount("GPU", 0);
    }
    return config;
  }
}
