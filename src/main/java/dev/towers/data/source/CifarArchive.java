package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The .tar.gz of CIFAR-10 or CIFAR-100; which of them it is, is told by the files in it. They are
 * known by their names, whatever folder they are in; others are passed over.
 */
final class CifarArchive {
  private final Path path;
  private final List<CifarFiles> kinds;
  private CifarFiles found;

  private CifarArchive(Path path) {
    this.path = path;
    this.kinds =
        List.of(
            new Cifar10Batches(path.toString(), Cifar10Layout.BINARY),
            new Cifar10Batches(path.toString(), Cifar10Layout.PYTHON),
            new Cifar100Files(path.toString()));
  }

  /**
   * Reads the archive to its end, and so verifies its checksum.
   *
   * @throws InputException if it is not whole, as {@link TarArchive#read} says, or neither of them
   */
  static Dataset read(Path path, Progress progress) {
    CifarArchive archive = new CifarArchive(path);
    new TarArchive(path, "CIFAR-10 or CIFAR-100").read(archive::add, progress);
    return archive.dataset();
  }

  private void add(String name, InputStream in, long length) throws IOException {
    for (CifarFiles kind : kinds) {
      if (kind.names().contains(name)) {
        if (found != null && found != kind) {
          throw Cifar10Layout.broken(path.toString(), "files of one layout", name + " of another");
        }
        found = kind;
        kind.add(name, in, length, path + ": " + name);
      }
    }
  }

  private Dataset dataset() {
    if (found == null) {
      throw InputException.about(
          "%1$s: expected a .tar.gz of CIFAR-10 with data_batch_1.bin (or data_batch_1) and so on, "
              + "or of CIFAR-100 with train.bin, test.bin and fine_label_names.txt, found no such "
              + "file in it; choose %2$s cifar10 or %2$s cifar100 to download one",
          path, DataSource.DATA);
    }
    return found.dataset();
  }
}
