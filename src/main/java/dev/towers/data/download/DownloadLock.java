package dev.towers.data.download;

import dev.towers.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to download into a file, held by one process at a time. The file that it locks stays
 * where it is: to delete it would let a second process in.
 */
final class DownloadLock implements AutoCloseable {
  private static final int POLL_MILLIS = 200;

  private final FileChannel channel;

  private DownloadLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until no one else has the lock, and says so where it must wait. */
  static DownloadLock open(Path file, Progress progress) throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!tryLock(channel)) {
        progress.say("Waiting for another run that is downloading the same file.");
        do {
          Thread.sleep(POLL_MILLIS);
        } while (!tryLock(channel));
      }
      return new DownloadLock(channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process has it
    }
  }
}
