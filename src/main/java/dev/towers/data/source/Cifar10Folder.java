package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder that holds the six batch files of CIFAR-10 in one of its layouts. */
record Cifar10Folder(Path path, Cifar10Layout layout) {

  /** The batch files in {@code folder}, or in the folder inside it that the original unpacks to. */
  static Optional<Cifar10Folder> find(Path folder) {
    for (Cifar10Layout layout : Cifar10Layout.values()) {
      for (Path candidate : new Path[] {folder, folder.resolve(layout.folder())}) {
        if (layout.files().stream().anyMatch(file -> Files.exists(candidate.resolve(file)))) {
          return Optional.of(new Cifar10Folder(candidate, layout));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Reads all six files.
   *
   * @throws InputException if one is missing, unreadable or not what the layout asks for
   */
  Dataset read() {
    Cifar10Batches batches = new Cifar10Batches(path.toString(), layout);
    for (String name : layout.files()) {
      Path file = path.resolve(name);
      if (Files.exists(file)) {
        batches.add(name, readFile(file));
      }
    }
    return batches.dataset();
  }

  private LabeledImages readFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Cifar10Layout.broken(file.toString(), "a file", "a folder or a device");
    }
    // Not a channel: an interrupt would close that, and would look like a broken file.
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
      return layout.read(in, Files.size(file), file.toString());
    } catch (IOException e) {
      throw new InputException(
          "%s: expected a readable file, found: %s; check its permissions and the disk"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
