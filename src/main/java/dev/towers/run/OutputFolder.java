package dev.towers.run;

import dev.towers.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that a verb will write to, which may not be there yet. */
public record OutputFolder(String option, Path path) {

  /**
   * The folder of a file.
   *
   * @throws InputException if the file is a folder itself
   */
  public static OutputFolder of(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new InputException(
          "%s takes a file to write; '%s' is a folder".formatted(option, file));
    }
    return new OutputFolder(option, file.toAbsolutePath().getParent());
  }

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
      throw new InputException(
          "%s needs a folder to write to; '%s' is a file".formatted(option, existing));
    }
    try {
      Files.delete(Files.createTempDirectory(existing, ".towers-"));
    } catch (IOException e) {
      throw new InputException(
          "%s needs a folder that can be written; '%s' cannot: choose another"
              .formatted(option, existing),
          e);
    }
  }
}
