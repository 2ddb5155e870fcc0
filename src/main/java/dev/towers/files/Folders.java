package dev.towers.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders. */
public final class Folders {

  private Folders() {}

  /**
   * Makes a folder and those above it, where it is not there. A symbolic link to a folder is one,
   * which {@link Files#createDirectories} takes for none in early builds of Java 17 (JDK-8294193).
   *
   * @return the folder
   */
  public static Path make(Path folder) throws IOException {
    return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
  }
}
