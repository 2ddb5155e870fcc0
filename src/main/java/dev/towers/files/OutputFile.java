package dev.towers.files;

import dev.towers.InputException;
import dev.towers.SettingName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that work will write in the end, which may not be there yet.
 *
 * @param setting that names it
 */
public record OutputFile(SettingName setting, Path path) {

  /**
   * Tries, before the work begins, whether the file can be written; leaves nothing.
   *
   * @throws InputException if it cannot
   */
  public void requireWritable() {
    if (Files.isDirectory(path)) {
      throw InputException.about("%s takes a file to write; '%s' is a folder", setting, path);
    }
    if (WholeFile.isDevice(path)) {
      if (!Files.isWritable(path)) {
        throw cannotBeWritten(null);
      }
      return;
    }
    try {
      new OutputFolder(setting, WholeFile.target(path).getParent()).requireWritable();
    } catch (IOException e) {
      throw cannotBeWritten(e);
    }
  }

  private InputException cannotBeWritten(IOException cause) {
    return InputException.about(
        cause, "%s needs a file that can be written; '%s' cannot: choose another", setting, path);
  }
}
