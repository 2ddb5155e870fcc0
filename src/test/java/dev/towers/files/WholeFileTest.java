package dev.towers.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.SettingName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void makesTheFoldersAboveAndLeavesTheFileAlone() throws IOException {
    Path file = folder.resolve("run/pictures/loss.png");
    WholeFile.write(file, BYTES);
    assertArrayEquals(BYTES, Files.readAllBytes(file));
    assertEquals(List.of(file), contents(file.getParent()));
  }

  @Test
  void takesThePlaceOfAnOlderFile() throws IOException {
    Path file = Files.writeString(folder.resolve("loss.png"), "older and longer");
    WholeFile.write(file, BYTES);
    assertArrayEquals(BYTES, Files.readAllBytes(file));
    assertEquals(List.of(file), contents(folder));
  }

  @Test
  void aLinkStaysAndLeadsToTheNewFile() throws IOException {
    Path file = Files.writeString(folder.resolve("loss.png"), "older");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("loss.png"));
    WholeFile.write(link, BYTES);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(BYTES, Files.readAllBytes(file));
  }

  /** By a link, so that a fault costs a link and not the machine's device. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDeviceIsWrittenToAndStays() throws IOException {
    Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
    new OutputFile(new SettingName("out"), device).requireWritable();
    WholeFile.write(device, BYTES);
    assertTrue(Files.isSymbolicLink(device));
    assertEquals(List.of(device), contents(folder));
  }

  @Test
  void othersMayReadItAsTheyMayAnyNewFile() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Path usual = Files.createFile(folder.resolve("usual"));
    Path file = folder.resolve("loss.png");
    WholeFile.write(file, BYTES);
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedInOneLine() throws IOException {
    Path notFolder = Files.createFile(folder.resolve("notes"));
    Path file = notFolder.resolve("loss.png");
    assertOneLineNames(file);
    assertOneLineNames(notFolder.resolve("deeper/loss.png"));
    assertEquals(List.of(notFolder), contents(folder));
  }

  @Test
  void aFolderInPlaceOfTheFileIsNamedAndKept() throws IOException {
    Path place = Files.createDirectory(folder.resolve("loss.png"));
    assertOneLineNames(place);
    assertEquals(List.of(place), contents(folder));
  }

  @Test
  void aFolderThatMayNotBeWrittenIsNamed() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "runs as root");
    assertOneLineNames(locked.resolve("loss.png"));
    assertTrue(locked.toFile().setWritable(true));
  }

  private static void assertOneLineNames(Path file) {
    IOException e = assertThrows(IOException.class, () -> WholeFile.write(file, BYTES));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertFalse(e.getMessage().contains("null"), e.getMessage());
  }

  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
