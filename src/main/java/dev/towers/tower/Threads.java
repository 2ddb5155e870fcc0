package dev.towers.tower;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.ThreadPoolOptionProto;

/**
 * The threads of a session.
 *
 * @param withinOp threads that share the work of one op; every CPU device has so many of its own
 * @param betweenOps threads that run ops side by side, all devices together
 */
public record Threads(int withinOp, int betweenOps) {
  /**
   * Has the calling thread run all ops of a run, which saves handing every op over to another: the
   * ops of a network wait for one another anyway. That is 5 % of a training step of four images.
   */
  public static final RunOptions IN_CALLING_THREAD =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  /**
   * Has a pool of its own run the ops of a run, one thread for each processor: for answers, of
   * which several may be wanted at a time, where training has few threads between its ops.
   */
  public static final RunOptions FOR_ANSWERS =
      RunOptions.newBuilder().setInterOpThreadPool(1).build();

  public Threads {
    if (withinOp < 1 || betweenOps < 1) {
      throw new IllegalArgumentException(
          "%d threads within an op, %d between ops".formatted(withinOp, betweenOps));
    }
  }

  /** Gives a session of this process these threads, and those that {@link #FOR_ANSWERS} needs. */
  void addTo(ConfigProto.Builder session) {
    session
        .setUsePerSessionThreads(true)
        .addSessionInterOpThreadPool(pool(betweenOps))
        .addSessionInterOpThreadPool(pool(Runtime.getRuntime().availableProcessors()));
  }

  private static ThreadPoolOptionProto pool(int threads) {
    return ThreadPoolOptionProto.newBuilder().setNumThreads(threads).build();
  }

  /**
   * So many threads for each of several towers, and as many between ops as all towers have
   * together. A tower that waits for another holds no thread, so more would only get into each
   * other's way.
   */
  public static Threads perTower(int threads, int towers) {
    return new Threads(threads, Math.multiplyExact(threads, towers));
  }
}
