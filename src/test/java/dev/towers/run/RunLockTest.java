package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @TempDir private Path folder;

  @Test
  void isHeldByOneAtATime() {
    Path run = folder.resolve("runs/one");
    try (RunLock lock = RunLock.open(run)) {
      assertEquals(run, lock.folder().path());
      InputException e = assertThrows(InputException.class, () -> RunLock.open(run));
      assertTrue(e.getMessage().contains("still going writes to '" + run + "'"), e.getMessage());
    }
    RunLock.open(run).close();
    RunLock.requireFree(run);
  }

  @Test
  void runsOfOneSecondHaveFoldersOfTheirOwn() throws IOException {
    Path run = folder.resolve("runs/20261125-120000");
    try (RunLock first = RunLock.openBeside(run);
        RunLock second = RunLock.openBeside(run);
        RunLock third = RunLock.openBeside(run)) {
      assertEquals(run, first.folder().path());
      assertEquals(folder.resolve("runs/20261125-120000-2"), second.folder().path());
      assertEquals(folder.resolve("runs/20261125-120000-3"), third.folder().path());
    }
  }

  @Test
  void lookingLeavesNothing() {
    RunLock.requireFree(folder.resolve("none"));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    InputException e = assertThrows(InputException.class, () -> RunLock.open(file.resolve("run")));
    assertTrue(e.getMessage().startsWith("run needs a folder that can be locked; '" + file));
  }
}
