package dev.towers.run;

import dev.towers.Output;
import dev.towers.tower.NativeProcess;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, held back until the work has come to a good end: then the Java machine exits
 * with 130 or 143, as it does without this.
 */
public final class StopRequest implements AutoCloseable {
  /** The longest that a step and a checkpoint are waited for. */
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::holdBack, "stop");
  private final CountDownLatch made = new CountDownLatch(1);

  private final Output output;
  private final String promise;

  private StopRequest(Output output, String promise) {
    this.output = output;
    this.promise = promise;
  }

  /**
   * From now on the process does not end before {@link #close}, unless it is told to twice, or that
   * takes longer than two minutes.
   */
  static StopRequest open(Output output) {
    return open(output, "Stopping when this step is done and saved");
  }

  /**
   * As {@link #open(Output)}, for other work; the caller closes it.
   *
   * @param promise what the user is told when a request is made
   */
  public static StopRequest open(Output output, String promise) {
    StopRequest request = new StopRequest(output, promise);
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  boolean made() {
    return made.getCount() == 0;
  }

  /** Waits until one is made. */
  public void await() throws InterruptedException {
    made.await();
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running: the process ends as soon as it does.
    }
  }

  private void holdBack() {
    made.countDown();
    NativeProcess.endAtNextSignal();
    output.say(promise + "; the same again ends it at once.");
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
