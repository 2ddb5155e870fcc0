package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.Dataset;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder that holds the files of CIFAR-10 in one of its layouts, or those of CIFAR-100. */
record CifarFolder(Path path, CifarFiles files) {
  /** The files in {@code folder}, or in the folder inside it that the original unpacks to. */
  static Optional<CifarFolder> find(Path folder) {
    for (Cifar10Layout layout : Cifar10Layout.values()) {
      for (Path candidate : List.of(folder, folder.resolve(layout.folder()))) {
        if (layout.files().stream().anyMatch(file -> Files.exists(candidate.resolve(file)))) {
          return Optional.of(
              new CifarFolder(candidate, new Cifar10Batches(candidate.toString(), layout)));
        }
      }
    }
    for (Path candidate : List.of(folder, folder.resolve(Cifar100Files.FOLDER))) {
      if (Cifar100Files.MARKS.stream().allMatch(file -> Files.exists(candidate.resolve(file)))) {
        return Optional.of(new CifarFolder(candidate, new Cifar100Files(candidate.toString())));
      }
    }
    return Optional.empty();
  }

  /**
   * Reads all of them.
   *
   * @throws InputException if one is missing, unreadable or not what the layout asks for
   */
  Dataset read() {
    for (String name : files.names()) {
      Path file = path.resolve(name);
      if (Files.exists(file)) {
        readFile(name, file);
      }
    }
    return files.dataset();
  }

  private void readFile(String name, Path file) {
    if (!Files.isRegularFile(file)) {
      throw Cifar10Layout.broken(file.toString(), "a file", "a folder or a device");
    }
    // Not a channel: an interrupt would close that, and would look like a broken file.
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
      files.add(name, in, Files.size(file), file.toString());
    } catch (IOException e) {
      throw new InputException(
          "%s: expected a readable file, found: %s; check its permissions and the disk"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
