package dev.towers.tower;

import com.sun.jna.NativeLibrary;
import java.util.List;
import org.tensorflow.TensorFlow;

/** Why TensorFlow finds no GPU: it says nothing itself, and goes on with the CPU. */
final class GpuSupport {
  private static final String GPU_BUILD =
      "/org/tensorflow/internal/c_api/linux-x86_64-gpu/libtensorflow_cc.so.2";

  /** What TensorFlow 2.18 opens on Linux for a GPU: the driver, CUDA 12 and cuDNN 9. */
  private static final List<String> LIBRARIES =
      List.of(
          "libcuda.so.1",
          "libcudart.so.12",
          "libcublas.so.12",
          "libcublasLt.so.12",
          "libcufft.so.11",
          "libcusolver.so.11",
          "libcusparse.so.12",
          "libcudnn.so.9");

  private GpuSupport() {}

  /** Why there is none and what to do, in a clause. */
  static String whyNone() {
    if (TensorFlow.class.getResource(GPU_BUILD) == null) {
      return "this train.jar was built for the CPU: build it with mvn package -Pgpu";
    }
    List<String> missing = LIBRARIES.stream().filter(name -> !loads(name)).toList();
    return missing.isEmpty()
        ? "all libraries of CUDA 12 and cuDNN 9 load: see whether nvidia-smi lists the GPU"
        : "these libraries of the NVIDIA driver, CUDA 12 or cuDNN 9 could not be loaded: %s; "
                .formatted(String.join(" ", missing))
            + "install them, or put their folders into LD_LIBRARY_PATH";
  }

  private static boolean loads(String library) {
    try {
      NativeLibrary.getInstance(library);
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
