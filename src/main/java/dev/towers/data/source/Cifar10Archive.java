package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.Dataset;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The .tar.gz of CIFAR-10 in one of its layouts, read as a stream: nothing is unpacked to the disk.
 * Batch files are known by their names, whatever folder they are in; other files are passed over.
 */
record Cifar10Archive(Path path) {
  /** The original unpacks to 178 MiB; more than this is no CIFAR-10 but a trap. */
  private static final long MOST_UNPACKED_BYTES = 384L << 20;

  private static final Pattern OUTSIDE =
      Pattern.compile("(?s)[/\\\\].*|[A-Za-z]:.*|(.*[/\\\\])?\\.\\.([/\\\\].*)?");

  /**
   * Reads the archive to its end, and so verifies its checksum.
   *
   * @throws InputException if it is cut short, corrupt, holds a path that leads out of it, or is
   *     not CIFAR-10
   */
  Dataset read(Progress progress) {
    otherKind()
        .ifPresent(
            kind -> {
              throw new InputException(
                  "%s: expected a folder or a .tar.gz, found a file of the kind %s; unpack it and name the folder"
                      .formatted(path, kind));
            });
    // Not a channel: an interrupt would close that, and would look like a broken file.
    try (InputStream file = new FileInputStream(path.toFile());
        Progress.Meter meter = progress.open("Reading " + name(), "bytes", Files.size(path))) {
      BoundedInputStream packed = BoundedInputStream.builder().setInputStream(file).get();
      return unpack(packed, () -> meter.reached(packed.getCount())).dataset();
    } catch (IOException e) {
      throw Cifar10Layout.broken(path.toString(), "a whole .tar.gz of CIFAR-10", damage(e));
    }
  }

  /** What it is, where that can be told and is no .gz. */
  private Optional<String> otherKind() {
    try (InputStream file = new BufferedInputStream(new FileInputStream(path.toFile()))) {
      try {
        String kind = CompressorStreamFactory.detect(file);
        return Optional.of(kind).filter(found -> !found.equals(CompressorStreamFactory.GZIP));
      } catch (CompressorException e) {
        return Optional.of(ArchiveStreamFactory.detect(file));
      }
    } catch (IOException e) {
      return Optional.empty(); // reading it will say why
    }
  }

  private static String damage(IOException e) {
    if (e instanceof EOFException) {
      return "one that is cut short";
    }
    return e instanceof FileNotFoundException
        ? "one that cannot be read"
        : "another or a corrupt one (%s)".formatted(e.getMessage());
  }

  private Cifar10Batches unpack(InputStream packed, Runnable afterEach) throws IOException {
    InputStream gzip =
        GzipCompressorInputStream.builder()
            .setInputStream(new BufferedInputStream(packed, 1 << 16))
            .setDecompressConcatenated(true)
            .get();
    InputStream unpacked =
        BoundedInputStream.builder()
            .setInputStream(gzip)
            .setMaxCount(MOST_UNPACKED_BYTES)
            .setOnMaxCount(
                (most, count) -> {
                  throw new IOException("it unpacks to more than " + most + " bytes");
                })
            .get();
    Cifar10Batches batches = null;
    HeaderGate gate = new HeaderGate(unpacked);
    try (TarArchiveInputStream tar = new TarArchiveInputStream(gate)) {
      for (TarArchiveEntry entry = next(tar, gate); entry != null; entry = next(tar, gate)) {
        requireInside(entry.getName());
        batches = add(entry, tar, batches);
        IOUtils.consume(tar);
        afterEach.run();
      }
      IOUtils.consume(unpacked); // the checksum comes last
    }
    if (batches == null) {
      throw InputException.about(
          "%s: expected a .tar.gz of CIFAR-10 with data_batch_1.bin (or data_batch_1) and so on, "
              + "found no such file in it; choose %s cifar10 to download one",
          path, DataSource.DATA);
    }
    return batches;
  }

  /** The next entry, or null after the last; what came before was read to its end. */
  private static TarArchiveEntry next(TarArchiveInputStream tar, HeaderGate gate)
      throws IOException {
    gate.beginHeader();
    TarArchiveEntry entry = tar.getNextEntry();
    gate.endHeader();
    if (entry != null && entry.isSparse()) {
      throw new IOException("it has a sparse file, which may be of any length");
    }
    return entry;
  }

  private Cifar10Batches add(TarArchiveEntry entry, TarArchiveInputStream tar, Cifar10Batches soFar)
      throws IOException {
    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    Optional<Cifar10Layout> layout = Cifar10Layout.ofFile(name);
    if (layout.isEmpty() || entry.isDirectory()) {
      return soFar;
    }
    Cifar10Batches batches =
        soFar == null ? new Cifar10Batches(path.toString(), layout.get()) : soFar;
    if (layout.get() != batches.layout()) {
      throw Cifar10Layout.broken(path.toString(), "files of one layout", name + " of another");
    }
    batches.add(name, layout.get().read(tar, entry.getSize(), path + ": " + name));
    return batches;
  }

  private void requireInside(String entry) {
    if (OUTSIDE.matcher(entry).matches()) {
      throw new InputException(
          "%s: expected paths that stay inside the archive, found \"%s\"; do not trust this file"
              .formatted(path, entry.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  private String name() {
    return path.getFileName().toString();
  }
}
