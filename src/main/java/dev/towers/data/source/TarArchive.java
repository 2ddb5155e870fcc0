package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
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
 * A .tar.gz, read as a stream: nothing is unpacked to the disk.
 *
 * @param expected what it should hold, as messages name it
 */
record TarArchive(Path path, String expected) {
  /** CIFAR-10 and CIFAR-100 unpack to 178 MiB; more than this is neither but a trap. */
  private static final long MOST_UNPACKED_BYTES = 384L << 20;

  private static final Pattern OUTSIDE =
      Pattern.compile("(?s)[/\\\\].*|[A-Za-z]:.*|(.*[/\\\\])?\\.\\.([/\\\\].*)?");

  /** Reads what it wants of one file. */
  interface FileReader {
    /**
     * @param name without the folders that it is in
     * @param length of the file in bytes; the stream has no more
     */
    void read(String name, InputStream in, long length) throws IOException;
  }

  /**
   * Reads the archive to its end, and so verifies its checksum.
   *
   * @param reader is given each file in turn
   * @throws InputException if it is cut short, corrupt, or holds a path that leads out of it
   */
  void read(FileReader reader, Progress progress) {
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
      unpack(packed, reader, () -> meter.reached(packed.getCount()));
    } catch (IOException e) {
      throw Cifar10Layout.broken(path.toString(), "a whole .tar.gz of " + expected, damage(e));
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

  private void unpack(InputStream packed, FileReader reader, Runnable afterEach)
      throws IOException {
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
    HeaderGate gate = new HeaderGate(unpacked);
    try (TarArchiveInputStream tar = new TarArchiveInputStream(gate)) {
      for (TarArchiveEntry entry = next(tar, gate); entry != null; entry = next(tar, gate)) {
        requireInside(entry.getName());
        if (!entry.isDirectory()) {
          String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          reader.read(name, tar, entry.getSize());
        }
        IOUtils.consume(tar);
        afterEach.run();
      }
      IOUtils.consume(unpacked); // the checksum comes last
    }
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
