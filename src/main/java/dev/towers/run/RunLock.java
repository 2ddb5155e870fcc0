package dev.towers.run;

import dev.towers.InputException;
import dev.towers.files.Folders;
import dev.towers.files.LockFile;
import dev.towers.files.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The right to write into a run folder. */
public final class RunLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final RunFolder folder;
  private final LockFile lock;

  private RunLock(RunFolder folder, LockFile lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a folder, and makes it where it is not there; the caller closes the lock.
   *
   * @throws InputException if another run has it, or if it cannot be made
   */
  public static RunLock open(Path folder) {
    try {
      Folders.make(folder);
      return LockFile.tryOpen(folder.resolve(FILE))
          .map(lock -> new RunLock(new RunFolder(folder), lock))
          .orElseThrow(() -> held(folder));
    } catch (IOException e) {
      throw InputException.about(
          e,
          "%s needs a folder that can be locked; '%s' cannot: %s",
          Settings.RUN.name(),
          folder,
          Reason.of(e));
    }
  }

  /**
   * Takes an unused folder of that name, or with -2, -3 and so on after it: runs may begin in one
   * and the same second.
   */
  static RunLock openBeside(Path folder) throws IOException {
    for (int count = 1; ; count++) {
      Path place = count == 1 ? folder : Path.of("%s-%d".formatted(folder, count));
      Folders.make(place.toAbsolutePath().getParent());
      try {
        Files.createDirectory(place);
      } catch (FileAlreadyExistsException e) {
        continue; // another run's
      }
      return open(place);
    }
  }

  private static InputException held(Path folder) {
    return InputException.about(
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

  /** Whether a run that is still going has that folder. */
  static boolean isHeld(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Files.isReadable(file) && LockFile.isHeld(file);
    } catch (IOException e) {
      return false; // its file system knows no locks, so no run can be going there
    }
  }

  /** What may be written as long as the lock is held. */
  public RunFolder folder() {
    return folder;
  }

  @Override
  public void close() {
    lock.close();
  }
}
