package dev.towers.tower;

import dev.towers.files.HomeFolder;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * Brings TensorFlow up so that it neither chatters nor slows each call down. Whoever makes the
 * first graph asks for it, and only the first time counts; a program that has touched TensorFlow
 * before has its own settings, and keeps them.
 */
public final class TensorFlowStart {
  private static final String LOG_LEVEL = "TF_CPP_MIN_LOG_LEVEL";
  private static final String ERRORS_ONLY = "2";

  /** Gives each CPU device threads of its own, instead of those of the process's first session. */
  private static final String OWN_THREADS = "TF_OVERRIDE_GLOBAL_THREADPOOL";

  /**
   * Keeps what oneDNN prepares for the backward pass of each convolution. By default it is made
   * anew at every step, to save some 20 MB: that is a sixth of a step of four images.
   */
  private static final String SAVE_MEMORY = "TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE";

  private static boolean talks;
  private static List<Device> gpus;

  private TensorFlowStart() {}

  /** Until it is closed, what native code says is not heard. */
  public interface Silence extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Silences native code, the decoders for instance, which write of broken images to standard error
   * besides failing; not where TensorFlow is to {@link #talk}. The caller closes it.
   */
  public static synchronized Silence silence() {
    if (talks) {
      return () -> {};
    }
    NativeProcess.silence();
    return NativeProcess::unsilence;
  }

  /** Lets TensorFlow say what it has to say; to be called before it is started. */
  public static synchronized void talk() {
    talks = true;
  }

  /** Starts TensorFlow, if that has not happened. */
  public static void ensure() {
    gpus();
  }

  /** Starts TensorFlow, if that has not happened; returns the GPUs that it finds, in order. */
  public static synchronized List<Device> gpus() {
    if (gpus == null) {
      gpus = start();
    }
    return gpus;
  }

  /**
   * Numbers nodes as TensorFlow allows: its Java API does so in the digits of the default locale.
   */
  private static void keepLatinDigits() {
    if (!"%d".formatted(1).equals("1")) {
      Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    }
  }

  private static List<Device> start() {
    LeanHeap.keep();
    HomeFolder.ensure();
    keepLatinDigits();
    // JavaCPP reads the memory of the whole process at each native allocation, to enforce a limit
    // that we do not set, and registers each for garbage collection, though we close them all.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    NativeProcess.setEnvironment(OWN_THREADS, "1");
    NativeProcess.setEnvironment(SAVE_MEMORY, "false");
    if (!talks) {
      NativeProcess.setEnvironment(LOG_LEVEL, ERRORS_ONLY);
    }
    Silence silence = silence();
    try {
      return List.copyOf(firstRun());
    } catch (LinkageError e) {
      throw NativeLibraries.ofTensorFlow(e);
    } finally {
      silence.close();
    }
  }

  /**
   * Runs a graph of nothing. The first run writes two lines to standard error that no log level
   * turns off, and on Java 24 and later the first protobuf message another four.
   */
  private static List<Device> firstRun() {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
            .build();
    try (Graph graph = new Graph()) {
      Ops.create(graph).withName("nothing").noOp();
      try (Session session = Sessions.open(graph, config)) {
        session.run("nothing");
      }
    }
    return VisibleDevices.gpus(config);
  }
}
