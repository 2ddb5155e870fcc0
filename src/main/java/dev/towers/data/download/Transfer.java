package dev.towers.data.download;

import dev.towers.files.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.commons.io.IOUtils;

/**
 * One request for the rest of a file. A thread of its own reads the answer and writes the file, so
 * that the caller's can see a stall or be interrupted, neither of which ends a read.
 */
final class Transfer {
  /** What comes slower than so many bytes in {@link Patience#stall} has stalled. */
  static final int LEAST_BYTES = 1024;

  private static final int TICK_MILLIS = 100;

  private final RemoteFile remote;
  private final FileChannel part;
  private final Patience patience;
  private final long asked;
  private volatile long length;

  /** A request for what follows the bytes in {@code part}. */
  Transfer(RemoteFile remote, FileChannel part, Patience patience) throws IOException {
    this.remote = remote;
    this.part = part;
    this.patience = patience;
    this.asked = part.size();
    this.length = asked;
  }

  /**
   * Writes what comes into the file; a server that sends all of it has it written from the start,
   * and one whose file has no such bytes empties it.
   *
   * @param reached told the length of the file from time to time
   * @return why bytes may still be missing
   * @throws IOException if there is no connection, or it breaks off or stalls
   * @throws UncheckedIOException if there is no use in another try: the server does not give the
   *     file, gives another, or the bytes cannot be written
   */
  String run(HttpClient client, LongConsumer reached) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(remote.address());
    if (asked > 0) {
      request.header("Range", "bytes=" + asked + "-");
    }
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofInputStream());
    CompletableFuture<String> end = answer.thenApply(this::receive);
    try {
      return await(end, reached);
    } finally {
      if (!answer.cancel(true)) { // it has come: to close it ends the read
        answer.thenAccept(come -> IOUtils.closeQuietly(come.body()));
      }
      end.handle((missing, failure) -> null).join(); // so that nothing is written any more
    }
  }

  private String await(CompletableFuture<String> end, LongConsumer reached)
      throws IOException, InterruptedException {
    long before = length;
    long since = System.nanoTime();
    while (true) {
      try {
        return end.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UncheckedIOException lasting) {
          throw lasting;
        }
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      } catch (TimeoutException e) {
        long now = length;
        reached.accept(now);
        if (Math.abs(now - before) >= LEAST_BYTES) { // less than before where all comes anew
          before = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > patience.stall().toNanos()) {
          throw new HttpTimeoutException("nothing came for " + patience.stall().toSeconds() + " s");
        }
      }
    }
  }

  private String receive(HttpResponse<InputStream> answer) {
    try {
      int status = answer.statusCode();
      if (status == 200) {
        if (isPage(answer)) {
          throw lasting(
              "the server answered with a page (text/html), as networks do that ask for a login");
        }
        long found = answer.headers().firstValueAsLong("Content-Length").orElse(remote.bytes());
        if (found != remote.bytes()) {
          throw lasting("the server's file has %d bytes, not %d".formatted(found, remote.bytes()));
        }
        return write(answer.body(), 0);
      }
      if (status == 206 && isWhatWasAsked(answer)) {
        return write(answer.body(), asked);
      }
      if (status == 206 || status == 416) {
        part.truncate(0); // what is here already is not of this file
        return "the server's file does not go on after byte " + asked;
      }
      String refusal = "the server answered " + status + meaning(status);
      if (status == 408 || status == 429 || status >= 500) { // it may soon answer otherwise
        return refusal;
      }
      throw lasting(refusal);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Such as that of a network which lets no one out before they have read it. */
  private static boolean isPage(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
  }

  /** A part may end before the file does: the rest is asked for then. */
  private boolean isWhatWasAsked(HttpResponse<?> answer) {
    String range = answer.headers().firstValue("Content-Range").orElse("none");
    return range.matches("bytes %d-\\d+/%d".formatted(asked, remote.bytes()));
  }

  private String write(InputStream body, long from) throws IOException {
    part.truncate(from);
    part.position(from);
    length = from;
    byte[] bytes = new byte[1 << 16];
    for (int count = body.read(bytes); count >= 0; count = body.read(bytes)) {
      if (count > remote.bytes() - length) {
        throw lasting(
            "the server sends more than the %d bytes of the file".formatted(remote.bytes()));
      }
      try {
        for (ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count); rest.hasRemaining(); ) {
          part.write(rest);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      length += count;
    }
    return Reason.BROKE_OFF;
  }

  private static UncheckedIOException lasting(String reason) {
    return new UncheckedIOException(new IOException(reason));
  }

  private static String meaning(int status) {
    return switch (status) {
      case 401, 403 -> " (forbidden)";
      case 404, 410 -> " (not found)";
      case 429, 503 -> " (too busy)";
      default -> "";
    };
  }
}
