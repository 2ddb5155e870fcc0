package dev.towers.files;

import dev.towers.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock that one holds at a time, and that the system takes from a process however it ends. The
 * file that it locks stays where it is: to delete it would let a second one in.
 */
public final class LockFile implements AutoCloseable {
  private static final int POLL_MILLIS = 200;

  /**
   * What this process holds. No second channel may be opened to one of these: closing that would
   * take the lock away from the process, as POSIX has it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path place;
  private final FileChannel channel;

  private LockFile(Path place, FileChannel channel) {
    this.place = place;
    this.channel = channel;
  }

  /**
   * Takes the lock, and makes the file where it is not there; the caller closes the lock.
   *
   * @return nothing where another holds it
   */
  public static Optional<LockFile> tryOpen(Path file) throws IOException {
    Path place = place(file);
    if (!HELD.add(place)) {
      return Optional.empty();
    }
    Optional<LockFile> lock = Optional.empty();
    try {
      lock = lockedByUs(file, place);
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(place);
      }
    }
    return lock;
  }

  /** The same for every path that leads to a file. */
  private static Path place(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    return Files.isDirectory(parent) ? parent.toRealPath().resolve(file.getFileName()) : file;
  }

  private static Optional<LockFile> lockedByUs(Path file, Path place) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new LockFile(place, channel));
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /** Whether anyone holds the lock of a file, which need not be one that we may write. */
  public static boolean isHeld(Path file) throws IOException {
    Path place = place(file);
    if (!HELD.add(place)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return shared == null;
    } finally {
      HELD.remove(place);
    }
  }

  /**
   * As {@link #tryOpen}, but waits until no other holds it.
   *
   * @param waiting what to say where it must wait
   */
  public static LockFile open(Path file, Progress progress, String waiting)
      throws IOException, InterruptedException {
    Optional<LockFile> lock = tryOpen(file);
    if (lock.isEmpty()) {
      progress.say(waiting);
    }
    while (lock.isEmpty()) {
      Thread.sleep(POLL_MILLIS);
      lock = tryOpen(file);
    }
    return lock.get();
  }

  /** Never fails: nothing was written, and the lock ends with the process at the latest. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // See above.
    } finally {
      HELD.remove(place);
    }
  }
}
