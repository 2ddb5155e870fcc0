package dev.towers.run;

import dev.towers.Output;
import dev.towers.tower.NativeProcess;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, held back until the work has come to a good end: then the Java machine exits
 * with 130 or 143, as it does without this.
 */
final class StopRequest implements AutoCloseable {
  /** The longest that a step and a checkpoint are waited for. */
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::holdBack, "stop");
  private volatile boolean made;

  private final Output output;

  private StopRequest(Output output) {
    this.output = output;
  }

  /** From now on the process does not end before {@link #close}, unless it is told to twice. */
  static StopRequest open(Output output) {
    StopRequest request = new StopRequest(output);
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  boolean made() {
    return made;
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
    made = true;
    output.say("Stopping when this step is done and saved; the same again ends it at once.");
    NativeProcess.endAtNextSignal();
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
