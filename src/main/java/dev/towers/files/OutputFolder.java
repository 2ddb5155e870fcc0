package dev.towers.files;

import dev.towers.InputException;
import dev.towers.SettingName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that work will write to in the end, which may not be there yet.
 *
 * @param setting that names it
 */
public record OutputFolder(SettingName setting, Path path) {

  /**
   * Tries, before the work begins, whether the folder can be made and written; leaves nothing.
   *
   * @throws InputException if it cannot
   */
  public void requireWritable() {
    Path existing = path.toAbsolutePath().normalize();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw InputException.about(
          "%s needs a folder to write to; '%s' is a file", setting, existing);
    }
    try {
      Files.delete(Files.createTempDirectory(existing, ".towers-"));
      Durable.forceFolder(existing);
    } catch (IOException e) {
      throw InputException.about(
          e,
          "%s needs a folder that can be written; '%s' cannot: choose another",
          setting,
          existing);
    }
  }
}
