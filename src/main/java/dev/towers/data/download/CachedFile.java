package dev.towers.data.download;

import dev.towers.InputException;
import dev.towers.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import net.harawata.appdirs.AppDirsFactory;

/** A file from the network that is downloaded once and kept. */
public record CachedFile(RemoteFile remote, Path path, Patience patience) {
  /** The name of the environment variable with the folder that downloads are kept in. */
  public static final String FOLDER_VARIABLE = "TOWERS_CACHE";

  /** The name of the environment variable with another address of the CIFAR-10 archive. */
  public static final String CIFAR10_VARIABLE = "TOWERS_CIFAR10_URL";

  private static final String CIFAR10_ADDRESS =
      "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz";
  private static final long CIFAR10_BYTES = 170_052_171;
  private static final String CIFAR10_SHA256 =
      "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd";

  /**
   * The CIFAR-10 archive, from its authors' server and in the user's cache folder, unless {@code
   * environment} has {@value #CIFAR10_VARIABLE} or {@value #FOLDER_VARIABLE}. From wherever it
   * comes, it must be the original to the bit.
   *
   * @throws InputException if a variable holds no address or no path
   */
  public static CachedFile cifar10(Map<String, String> environment) {
    RemoteFile remote = remote(environment.getOrDefault(CIFAR10_VARIABLE, CIFAR10_ADDRESS));
    Path path = folder(environment.get(FOLDER_VARIABLE)).resolve("cifar-10-binary.tar.gz");
    return new CachedFile(remote, path, Patience.STANDARD);
  }

  /** Whether the file is there, so that it need not be downloaded. */
  public boolean isPresent() {
    return download().isDone();
  }

  /**
   * Downloads the file unless it is there.
   *
   * @throws IOException with one line for the user, if it cannot be had
   */
  public void fetch(Progress progress) throws IOException, InterruptedException {
    if (!isPresent()) {
      download().run(progress);
    }
  }

  private Download download() {
    return new Download(remote, path, patience);
  }

  private static RemoteFile remote(String address) {
    try {
      return new RemoteFile(URI.create(address), CIFAR10_BYTES, CIFAR10_SHA256);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "%s: expected an address like https://host/file, found \"%s\"; correct or unset it"
              .formatted(CIFAR10_VARIABLE, address),
          e);
    }
  }

  private static Path folder(String override) {
    try {
      return Path.of(
          override != null
              ? override
              : AppDirsFactory.getInstance().getUserCacheDir("towers", null, null));
    } catch (InvalidPathException e) {
      throw new InputException(
          "%s: expected the path of a folder, found \"%s\"; correct or unset it"
              .formatted(FOLDER_VARIABLE, override),
          e);
    }
  }
}
