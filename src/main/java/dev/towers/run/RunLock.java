package dev.towers.run;

import dev.towers.InputException;
import dev.towers.files.WriteFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to write into a run folder, which the system takes from a process however it ends. The
 * file that it locks stays where it is: to delete it would let a second process in.
 */
public final class RunLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final RunFolder folder;
  private final FileChannel channel;

  private RunLock(RunFolder folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes a folder, and makes it where it is not there; the caller closes the lock.
   *
   * @throws InputException if another run has it, or if it cannot be made
   */
  public static RunLock open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return new RunLock(new RunFolder(folder), channel);
        }
      } catch (OverlappingFileLockException e) {
        // A run of this very process has it.
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
    } catch (IOException e) {
      throw InputException.about(
          e,
          "%s needs a folder that can be locked; '%s' cannot: %s",
          Settings.RUN.name(),
          folder,
          WriteFailure.reason(e));
    }
    throw InputException.about(
        "another run that is still going writes to '%s': wait for it, or choose another %s",
        folder, Settings.RUN.name());
  }

  /**
   * Looks whether a folder could be taken, and leaves nothing.
   *
   * @throws InputException if another run has it
   */
  static void requireFree(Path folder) {
    if (Files.exists(folder.resolve(FILE))) {
      open(folder).close();
    }
  }

  /** What may be written as long as the lock is held. */
  public RunFolder folder() {
    return folder;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written to it, and the lock ends with the process at the latest.
    }
  }
}
