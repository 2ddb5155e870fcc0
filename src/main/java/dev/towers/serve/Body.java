package dev.towers.serve;

import dev.towers.files.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.commons.io.output.ByteArrayOutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads the body of a request as it comes in, without a thread that waits for it. Its bytes are
 * counted with those of all others, as they come and not as they are announced.
 */
final class Body implements Runnable {
  /** What came in, which can be read any number of times. */
  @FunctionalInterface
  interface Text {
    InputStream open() throws IOException;
  }

  private final Request request;
  private final Limits limits;
  private final Semaphore kilobytes;
  private final Consumer<Text> whole;
  private final Consumer<Refusal> refused;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int taken;

  private Body(
      Request request,
      Limits limits,
      Semaphore kilobytes,
      Consumer<Text> whole,
      Consumer<Refusal> refused) {
    this.request = request;
    this.limits = limits;
    this.kilobytes = kilobytes;
    this.whole = whole;
    this.refused = refused;
  }

  /**
   * Begins to read; one of the two is told once, and the bytes count until the request ends.
   *
   * @param kilobytes what the bodies of all requests may still take
   */
  static void read(
      Request request,
      Limits limits,
      Semaphore kilobytes,
      Consumer<Text> whole,
      Consumer<Refusal> refused) {
    Body body = new Body(request, limits, kilobytes, whole, refused);
    Request.addCompletionListener(request, failure -> kilobytes.release(body.taken));
    if (request.getLength() > limits.bodyBytes()) {
      refused.accept(body.tooLong());
    } else {
      body.run();
    }
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        refused.accept(
            chunk.getFailure() instanceof TimeoutException
                ? new Refusal(408, "the body did not come in time")
                : Refusal.invalid("the body cannot be read: %s", Reason.of(chunk.getFailure())));
        return;
      }
      try {
        take(chunk);
      } catch (Refusal e) {
        refused.accept(e);
        return;
      } finally {
        chunk.release();
      }
      if (chunk.isLast()) {
        whole.accept(bytes::toInputStream);
        return;
      }
    }
  }

  private void take(Content.Chunk chunk) {
    byte[] part = new byte[chunk.remaining()];
    chunk.get(part, 0, part.length);
    if (bytes.size() + (long) part.length > limits.bodyBytes()) {
      throw tooLong();
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - request.getHeadersNanoTime());
    if (seconds > limits.body().toSeconds()) {
      throw new Refusal(
          408, "the body took longer than %d s to come".formatted(limits.body().toSeconds()));
    }
    int needed = (bytes.size() + part.length >> 10) + 1 - taken;
    if (!kilobytes.tryAcquire(needed)) {
      throw new Refusal(503, "too many images are on their way; ask again later");
    }
    taken += needed;
    bytes.write(part, 0, part.length);
  }

  private Refusal tooLong() {
    return new Refusal(
        413,
        "expected a body of at most %,d bytes, found a longer one; send fewer or smaller images"
            .formatted(limits.bodyBytes()));
  }
}
