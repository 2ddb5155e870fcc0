package dev.towers.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  @TempDir private Path folder;

  @Test
  void isHeldByOneAtATime() throws IOException {
    Path file = folder.resolve("lock");
    try (LockFile lock = LockFile.tryOpen(file).orElseThrow()) {
      assertTrue(LockFile.tryOpen(file).isEmpty(), lock + " is held");
      assertTrue(LockFile.isHeld(file));
    }
    assertTrue(file.toFile().exists());
    assertFalse(LockFile.isHeld(file));
    LockFile.tryOpen(file).orElseThrow().close();
  }

  /** Closing any channel to a file takes all locks on it away from a process. */
  @Test
  void whoIsRefusedDoesNotTakeItAwayFromTheProcess() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks), "a system that does not list its locks");
    Path file = folder.resolve("lock");
    try (LockFile lock = LockFile.tryOpen(file).orElseThrow()) {
      String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
      assumeTrue(Files.readString(locks).contains(inode), "a system that lists other numbers");
      Path sameFile = folder.resolve("../" + folder.getFileName() + "/lock");
      assertTrue(LockFile.tryOpen(sameFile).isEmpty(), lock + " is held");
      assertTrue(Files.readString(locks).contains(inode));
    }
  }

  @Test
  void whoWaitsCanBeInterrupted() throws IOException {
    Path file = folder.resolve("lock");
    LockFile lock = LockFile.tryOpen(file).orElseThrow();
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class, () -> LockFile.open(file, Progress.silent(), "Waiting."));
    assertFalse(Thread.interrupted());
    lock.close();
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("gone/lock");
    IOException e = assertThrows(NoSuchFileException.class, () -> LockFile.tryOpen(file));
    assertEquals(file.toString(), e.getMessage());
  }
}
