package dev.towers.run;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a run that begins is: the folder that the user named, or an unused one once it is taken.
 */
final class RunPlace {
  private Path path;
  private boolean settled;

  /**
   * @param path asked for
   * @param named whether by the user, who wants no other
   */
  RunPlace(Path path, boolean named) {
    this.path = path;
    settled = named;
  }

  /** The folder, which another run may yet take where no one named it. */
  RunFolder folder() {
    return new RunFolder(path);
  }

  /** Whether the run has a checkpoint there, whole or not. */
  boolean hasCheckpoint() throws IOException {
    return settled && folder().checkpoints().exist();
  }

  /** The steps of its newest checkpoint, whole or not; 0 where it has none. */
  long newestSteps() throws IOException {
    return settled ? folder().checkpoints().newestSteps() : 0;
  }

  /**
   * Looks whether the run may begin there, before it takes the folder.
   *
   * @throws dev.towers.InputException if another run has it, or has left something in it
   */
  void requireUsable() throws IOException {
    if (settled) {
      RunLock.requireFree(path);
      folder().requireUnused();
    }
  }

  /**
   * Takes the folder, the same each time; the caller closes the lock.
   *
   * @throws dev.towers.InputException as {@link RunLock#open}
   */
  RunLock open() throws IOException {
    RunLock lock = settled ? RunLock.open(path) : RunLock.openBeside(path);
    path = lock.folder().path();
    settled = true;
    return lock;
  }
}
