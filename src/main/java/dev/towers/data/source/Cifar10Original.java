package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.download.Download;
import dev.towers.data.download.Patience;
import dev.towers.data.download.RemoteFile;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import net.harawata.appdirs.AppDirsFactory;

/** The CIFAR-10 archive of its authors. */
final class Cifar10Original {
  /** The name of the environment variable with the folder that downloads are kept in. */
  static final String FOLDER_VARIABLE = "TOWERS_CACHE";

  /** The name of the environment variable with another address of the archive. */
  static final String ADDRESS_VARIABLE = "TOWERS_CIFAR10_URL";

  private static final String ADDRESS = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz";
  private static final long BYTES = 170_052_171;
  private static final String SHA256 =
      "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd";

  private Cifar10Original() {}

  /**
   * From its authors' server and into the user's cache folder, unless {@code environment} has
   * {@value #ADDRESS_VARIABLE} or {@value #FOLDER_VARIABLE}; one that is empty counts as unset.
   * From wherever it comes, it must be the original to the bit.
   *
   * @throws InputException if a variable holds no address or no path
   */
  static Download download(Map<String, String> environment) {
    String address = environment.getOrDefault(ADDRESS_VARIABLE, "");
    Path folder = folder(environment.getOrDefault(FOLDER_VARIABLE, ""));
    return new Download(
        remote(address.isEmpty() ? ADDRESS : address),
        folder.resolve("cifar-10-binary.tar.gz"),
        Patience.STANDARD);
  }

  private static RemoteFile remote(String address) {
    try {
      return new RemoteFile(URI.create(address), BYTES, SHA256);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "%s: expected an address like https://host/file, found \"%s\"; correct or unset it"
              .formatted(ADDRESS_VARIABLE, address),
          e);
    }
  }

  private static Path folder(String chosen) {
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
}
