package dev.towers.data.download;

import dev.towers.files.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/**
 * Transfers of one file, each going on where the last broke off, as long as they bring more. A
 * server that brings nothing at the first try is not tried again.
 */
record Transfers(HttpClient client, RemoteFile remote, Patience patience) {
  /**
   * Makes {@code part} as long as the remote file.
   *
   * @param reached told the length of the part from time to time
   * @throws IOException if no try brings more
   * @throws java.io.UncheckedIOException if there is no use in trying, see {@link Transfer#run}
   */
  void fill(FileChannel part, LongConsumer reached) throws IOException, InterruptedException {
    if (part.size() > remote.bytes()) {
      part.truncate(0);
    }
    long longest = part.size(); // so that to start anew each time counts as no progress
    boolean answered = false;
    int fruitless = 0;
    reached.accept(longest);
    while (part.size() < remote.bytes()) {
      String failure = transfer(part, reached);
      long length = part.size();
      reached.accept(length);
      if (length == remote.bytes()) {
        return;
      }
      boolean brought = length - longest >= Transfer.LEAST_BYTES;
      answered |= brought || length < longest;
      fruitless = brought ? 0 : fruitless + 1;
      longest = Math.max(longest, length);
      if (!answered || fruitless >= patience.fruitless()) {
        throw new IOException(failure + kept(length));
      }
      Thread.sleep(patience.pauseAfter(fruitless).toMillis());
    }
  }

  /** Why the transfer ended before the file did, if so. */
  private String transfer(FileChannel part, LongConsumer reached)
      throws IOException, InterruptedException {
    long before = part.size();
    try {
      return new Transfer(remote, part, patience).run(client, reached);
    } catch (IOException e) {
      boolean brokeOff = part.size() > before && !(e instanceof HttpTimeoutException);
      return brokeOff ? Reason.BROKE_OFF : Reason.ofExchange(e);
    }
  }

  private static String kept(long length) {
    return length == 0 ? "" : "; its first %d bytes are kept, run again to go on".formatted(length);
  }
}
