package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.download.RemoteFile;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import net.harawata.appdirs.AppDirsFactory;

/**
 * Where downloads come from and go to, as far as the environment says otherwise than usual. A
 * variable that is empty counts as unset.
 */
record UserCache(Map<String, String> environment) {
  /** The name of the environment variable with the folder that downloads are kept in. */
  static final String FOLDER_VARIABLE = "TOWERS_CACHE";

  /**
   * The user's cache folder.
   *
   * @throws InputException if the variable holds no path
   */
  Path folder() {
    String chosen = environment.getOrDefault(FOLDER_VARIABLE, "");
    try {
      return Path.of(
          chosen.isEmpty()
              ? AppDirsFactory.getInstance().getUserCacheDir("towers", null, null)
              : chosen);
    } catch (InvalidPathException e) {
      throw new InputException(
          "%s: expected the path of a folder, found \"%s\"; correct or unset it"
              .formatted(FOLDER_VARIABLE, chosen),
          e);
    }
  }

  /**
   * The address in a variable, if it is set.
   *
   * @throws InputException if it holds no address
   */
  Optional<URI> address(String variable) {
    String chosen = environment.getOrDefault(variable, "");
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(RemoteFile.requireAddress(URI.create(chosen)));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "%s: expected an address like https://host/file, found \"%s\"; correct or unset it"
              .formatted(variable, chosen),
          e);
    }
  }
}
