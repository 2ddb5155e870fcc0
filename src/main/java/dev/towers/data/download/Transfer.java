package dev.towers.data.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** One request for the rest of a file. */
final class Transfer {
  /** What comes slower than so many bytes in {@link Patience#stall} has stalled. */
  static final int LEAST_BYTES = 1024;

  private static final int TICK_MILLIS = 100;

  private final RemoteFile remote;
  private final FileChannel part;
  private final Patience patience;
  private final long asked;
  private Answer answer;
  private PartWriter writer;
  private boolean stopped;

  /** A request for what follows the bytes in {@code part}. */
  Transfer(RemoteFile remote, FileChannel part, Patience patience) throws IOException {
    this.remote = remote;
    this.part = part;
    this.patience = patience;
    this.asked = part.size();
  }

  /**
   * Writes what comes into the file; a server that sends all of it has it written from the start.
   *
   * @param reached told the length of the file from time to time
   * @return what the server said
   * @throws IOException if there is no connection, or it breaks off or stalls
   * @throws UncheckedIOException if the bytes cannot be written or are too many
   */
  Answer run(HttpClient client, LongConsumer reached) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(remote.address());
    if (asked > 0) {
      request.header("Range", "bytes=" + asked + "-");
    }
    CompletableFuture<?> response = client.sendAsync(request.build(), this::open);
    try {
      await(response, reached);
      return answer;
    } finally {
      stop();
      response.cancel(true);
    }
  }

  private void await(CompletableFuture<?> response, LongConsumer reached)
      throws IOException, InterruptedException {
    long length = asked;
    long since = System.nanoTime();
    while (true) {
      try {
        response.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UncheckedIOException local) {
          throw local;
        }
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      } catch (TimeoutException e) {
        long now = length();
        reached.accept(now);
        if (Math.abs(now - length) >= LEAST_BYTES) { // less than before where all comes anew
          length = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > patience.stall().toNanos()) {
          throw new HttpTimeoutException("nothing came for " + patience.stall().toSeconds() + " s");
        }
      }
    }
  }

  private synchronized HttpResponse.BodySubscriber<Void> open(HttpResponse.ResponseInfo head) {
    answer = Answer.of(head, asked, remote.bytes());
    if (stopped || !(answer instanceof Answer.Bytes bytes)) {
      return HttpResponse.BodySubscribers.replacing(null);
    }
    try {
      part.truncate(bytes.from());
      part.position(bytes.from());
      writer = new PartWriter(part, remote.bytes());
      return writer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized long length() {
    return writer == null ? asked : writer.length();
  }

  private synchronized void stop() {
    stopped = true;
    if (writer != null) {
      writer.stop();
    }
  }
}
