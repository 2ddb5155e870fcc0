package dev.towers.files;

import dev.towers.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock that one holds at a time, and that the system takes from a process however it ends. The
 * file that it locks stays where it is: to delete it would let a second one in.
 */
public final class LockFile implements AutoCloseable {
  private static final int POLL_MILLIS = 200;

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, and makes the file where it is not there; the caller closes the lock.
   *
   * @return nothing where another holds it
   */
  public static Optional<LockFile> tryOpen(Path file) throws IOException {
    LockFile lock = unlocked(file);
    if (lock.isTaken()) {
      return Optional.of(lock);
    }
    lock.close();
    return Optional.empty();
  }

  /**
   * As {@link #tryOpen}, but waits until no other holds it.
   *
   * @param waiting what to say where it must wait
   */
  public static LockFile open(Path file, Progress progress, String waiting)
      throws IOException, InterruptedException {
    LockFile lock = unlocked(file);
    try {
      if (!lock.isTaken()) {
        progress.say(waiting);
        do {
          Thread.sleep(POLL_MILLIS);
        } while (!lock.isTaken());
      }
      return lock;
    } catch (InterruptedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static LockFile unlocked(Path file) throws IOException {
    return new LockFile(
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  private boolean isTaken() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process has it
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Never fails: nothing was written, and the lock ends with the process at the latest. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // See above.
    }
  }
}
