package dev.towers.tower;

import java.util.Locale;
import org.tensorflow.DeviceSpec;

/** A device of this host that TensorFlow runs ops on. */
public record Device(Kind kind, int index) {

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

  /** The device as graphs name it. */
  public DeviceSpec spec() {
    return DeviceSpec.newBuilder().deviceType(kind.type).deviceIndex(index).build();
  }

  /** The device as people name it: GPU:0. */
  @Override
  public String toString() {
    return kind + ":" + index;
  }
}
