package dev.towers.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The user's home folder, under which libraries keep what they unpack and download. A user whom the
 * system does not know, as in many containers, has none: Java then names it {@code ?}, and each
 * working folder would get a copy of everything.
 */
public final class HomeFolder {
  private static final String PROPERTY = "user.home";
  private static final String NAME = "towers-home-";

  private HomeFolder() {}

  /** Makes sure that there is one; of this user alone, under the temporary folder, if need be. */
  public static void ensure() {
    if (Path.of(System.getProperty(PROPERTY, "")).isAbsolute()) {
      return;
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    try {
      System.setProperty(PROPERTY, own(temporary).toString());
    } catch (IOException | UnsupportedOperationException e) {
      // Nothing can be written there: whoever needs to will say so.
      System.setProperty(PROPERTY, temporary.toString());
    }
  }

  /** The same each time, and never one that another user has made to be found there. */
  private static Path own(Path temporary) throws IOException {
    Path probe =
        Files.createTempDirectory(
            temporary,
            NAME,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Object user = Files.getAttribute(probe, "unix:uid");
    Path home = temporary.resolve(NAME + user);
    try {
      Files.move(probe, home);
      return home;
    } catch (IOException e) {
      boolean ours =
          Files.isDirectory(home)
              && !Files.isSymbolicLink(home)
              && Files.getAttribute(home, "unix:uid").equals(user)
              && PosixFilePermissions.toString(Files.getPosixFilePermissions(home))
                  .equals("rwx------");
      if (!ours) {
        return probe;
      }
      Files.delete(probe);
      return home;
    }
  }
}
