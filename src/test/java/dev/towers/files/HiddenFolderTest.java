package dev.towers.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenFolderTest {
  @TempDir private Path base;

  @Test
  void whatIsRevealedStaysAndTheRestGoes() throws IOException {
    try (HiddenFolder hidden = HiddenFolder.open(base)) {
      Files.writeString(hidden.content().resolve("a"), "content");
      Files.createDirectory(base.resolve("old"));
      hidden.takeAway(base.resolve("old"));
      hidden.reveal(base.resolve("new"));
    }
    assertEquals(List.of(base.resolve("new")), children());
    assertEquals("content", Files.readString(base.resolve("new/a")));
  }

  @Test
  void whatCannotBeMovedAwayIsDeletedWhereItIs() throws IOException {
    Path old = Files.createDirectories(base.resolve("1"));
    Files.writeString(Files.createDirectories(old.resolve("variables")).resolve("a"), "content");
    Files.createFile(old.resolve("head"));
    try (HiddenFolder hidden = HiddenFolder.open(base)) {
      Files.createDirectories(hidden.away(old).resolve("in the way"));
      hidden.takeAway(old);
    }
    assertEquals(List.of(), children());
  }

  @Test
  void whatIsNotRevealedGoes() throws IOException {
    HiddenFolder.open(base).close();
    assertEquals(List.of(), children());
  }

  @Test
  void aFolderThatIsGoneIsNamed() {
    Path gone = base.resolve("gone");
    IOException e = assertThrows(NoSuchFileException.class, () -> HiddenFolder.open(gone));
    assertEquals(gone + " is not there", Reason.of(e));
    assertFalse(Files.exists(gone));
  }

  @Test
  void sweepTakesWhatDeadProcessesLeftAndNothingElse() throws IOException {
    Path dead = Files.createDirectories(base.resolve(".writing-dead/content"));
    Files.createFile(dead.resolveSibling("lock"));
    Files.createDirectory(base.resolve(".writing-hardly-begun"));
    Path unlike = Files.createDirectory(base.resolve(".writing-without-lock"));
    Files.createFile(unlike.resolve("notes"));
    Path foreign = Files.createDirectory(base.resolve(".writings"));
    Path closed = Files.createDirectories(base.resolve(".writing-of-another/lock")).getParent();
    try (HiddenFolder own = HiddenFolder.open(base)) {
      HiddenFolder.sweep(base);
      assertTrue(Files.isDirectory(own.content()));
    }
    assertEquals(List.of(closed, unlike, foreign), children());
    HiddenFolder.sweep(base.resolve("missing"));
  }

  private List<Path> children() throws IOException {
    try (Stream<Path> children = Files.list(base)) {
      return children.sorted().toList();
    }
  }
}
