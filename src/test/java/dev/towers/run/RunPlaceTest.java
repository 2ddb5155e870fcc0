package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlaceTest {
  @TempDir private Path folder;
  private Path asked;

  @BeforeEach
  void ask() {
    asked = folder.resolve("runs/20261125-120000");
  }

  @Test
  void aRunThatFoundItsFolderTakenStaysInTheOneThatItTook() throws IOException {
    RunPlace place = new RunPlace(asked, false);
    try (RunLock other = RunLock.openBeside(asked)) {
      Files.createDirectories(other.folder().checkpoints().folder(20));
      assertFalse(place.hasCheckpoint());
      assertEquals(0, place.newestSteps());
      Path beside = folder.resolve("runs/20261125-120000-2");
      for (int life = 0; life < 2; life++) {
        try (RunLock lock = place.open()) {
          assertEquals(beside, lock.folder().path());
        }
        assertEquals(beside, place.folder().path());
      }
    }
  }

  @Test
  void aFolderThatTheUserNamedIsTakenOrNone() throws IOException {
    RunPlace place = new RunPlace(asked, true);
    try (RunLock other = RunLock.open(asked)) {
      assertEquals(asked, other.folder().path());
      assertThrows(InputException.class, place::requireUsable);
      assertThrows(InputException.class, place::open);
      assertDoesNotThrow(new RunPlace(asked, false)::requireUsable);
    }
    place.open().close();
    assertEquals(asked, place.folder().path());
    Files.createDirectories(place.folder().checkpoints().folder(20));
    assertTrue(place.hasCheckpoint());
    assertEquals(20, place.newestSteps());
  }
}
