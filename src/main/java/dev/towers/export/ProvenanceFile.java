package dev.towers.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a version of a model tells of its origin, in a file beside it. */
final class ProvenanceFile {
  private ProvenanceFile() {}

  /** The file of a version. */
  static Path of(Path version) {
    return version.resolve(SavedModelWriter.EXTRA_ASSETS).resolve(SavedModelWriter.PROVENANCE_FILE);
  }

  /**
   * What it says: of a file that is too long the start, with question marks for what is not UTF-8;
   * nothing where there is none, or none that can be read, for anyone may have put it there.
   *
   * @param mostBytes from how many on it is too long
   */
  static Optional<String> read(Path version, int mostBytes) {
    Path file = of(version);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(mostBytes), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
