package dev.towers.data.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Writes the body of an answer into a file, on the threads of the HTTP client, until it is stopped.
 */
final class PartWriter implements HttpResponse.BodySubscriber<Void> {
  private final FileChannel file;
  private final long most;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private long length;
  private boolean stopped;

  /**
   * Writes from the position of {@code file} on, and refuses bytes that would make it longer than
   * {@code most}.
   */
  PartWriter(FileChannel file, long most) throws IOException {
    this.file = file;
    this.most = most;
    this.length = file.position();
  }

  @Override
  public CompletionStage<Void> getBody() {
    return end;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (stopped) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (stopped) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        write(buffer);
      }
      subscription.request(1);
    } catch (IOException e) {
      stop();
      end.completeExceptionally(new UncheckedIOException(e)); // no use to try again
    }
  }

  @Override
  public void onError(Throwable error) {
    end.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }

  /** How long the file is now. */
  synchronized long length() {
    return length;
  }

  /** Makes sure that nothing is written any more. */
  synchronized void stop() {
    stopped = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void write(ByteBuffer buffer) throws IOException {
    if (buffer.remaining() > most - length) {
      throw new IOException("the server sends more than the %d bytes of the file".formatted(most));
    }
    while (buffer.hasRemaining()) {
      length += file.write(buffer);
    }
  }
}
