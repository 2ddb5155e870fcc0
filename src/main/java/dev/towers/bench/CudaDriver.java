package dev.towers.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import java.util.Optional;

/** What NVIDIA's driver knows of a GPU, which TensorFlow's C interface does not tell. */
final class CudaDriver {
  private static final int SUCCESS = 0;
  private static final int NAME_BYTES_MAX = 256;

  /** The driver's library, whose functions have these names. */
  private interface Cuda extends Library {
    int cuInit(int flags);

    int cuDeviceGet(IntByReference device, int ordinal);

    int cuDeviceGetName(byte[] name, int length, int device);
  }

  private CudaDriver() {}

  /** The model of a GPU, in the order in which CUDA and TensorFlow count; empty if unknown. */
  static Optional<String> model(int index) {
    try {
      Cuda cuda = Native.load("libcuda.so.1", Cuda.class);
      IntByReference device = new IntByReference();
      byte[] name = new byte[NAME_BYTES_MAX];
      boolean known =
          cuda.cuInit(0) == SUCCESS
              && cuda.cuDeviceGet(device, index) == SUCCESS
              && cuda.cuDeviceGetName(name, name.length, device.getValue()) == SUCCESS;
      return known ? Optional.of(Native.toString(name)) : Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty(); // no NVIDIA driver
    }
  }
}
