package dev.towers.tower;

import java.util.Locale;
import java.util.OptionalInt;
import org.tensorflow.DeviceSpec;

/**
 * A device that TensorFlow runs ops on.
 *
 * @param worker the task of the {@link Cluster} that has it; none if it is of this process
 * @param index among those of its kind
 */
public record Device(OptionalInt worker, Kind kind, int index) {

  /** What a tower can sit on. */
  public enum Kind {
    CPU(DeviceSpec.DeviceType.CPU),
    GPU(DeviceSpec.DeviceType.GPU);

    private final DeviceSpec.DeviceType type;

    Kind(DeviceSpec.DeviceType type) {
      this.type = type;
    }

    /** The word on the command line: cpu, gpu. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Device {
    if (index < 0) {
      throw new IllegalArgumentException("device index " + index);
    }
  }

  /** A device of this process. */
  public Device(Kind kind, int index) {
    this(OptionalInt.empty(), kind, index);
  }

  /** The device of the same name that a worker has. */
  public Device on(int worker) {
    return new Device(OptionalInt.of(worker), kind, index);
  }

  public boolean isCpu() {
    return kind == Kind.CPU;
  }

  /** The first CPU of whoever has this device. */
  public Device host() {
    return new Device(worker, Kind.CPU, 0);
  }

  /** The device as graphs name it. */
  public DeviceSpec spec() {
    DeviceSpec.Builder spec = DeviceSpec.newBuilder().deviceType(kind.type).deviceIndex(index);
    worker.ifPresent(task -> spec.job(Cluster.JOB).replica(0).task(task));
    return spec.build();
  }

  /** The device as people name it: GPU:0, or 1/GPU:0 if it is that of a worker. */
  @Override
  public String toString() {
    String name = kind + ":" + index;
    return worker.isPresent() ? worker.getAsInt() + "/" + name : name;
  }
}
