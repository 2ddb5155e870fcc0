package dev.towers.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The file that tells whether the others of its folder are as they were written. */
final class Checksums {
  /** In the form of {@code sha256sum}, which can check it too. */
  static final String FILE = "SHA256SUMS";

  private Checksums() {}

  /** Writes the checksum of every file of {@code folder}. */
  static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), text(folder));
  }

  /** What is wrong with {@code folder}; nothing where every file is as it was written. */
  static Optional<String> problem(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.of("it has no " + FILE);
    }
    // A damaged file need not be UTF-8.
    String expected = Files.readString(file, StandardCharsets.ISO_8859_1);
    return expected.equals(text(folder))
        ? Optional.empty()
        : Optional.of("its files do not match " + FILE);
  }

  private static String text(Path folder) throws IOException {
    Map<String, String> byName = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = file.getFileName().toString();
        if (!name.equals(FILE)) {
          byName.put(name, sha256(file));
        }
      }
    }
    StringBuilder text = new StringBuilder();
    byName.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    return text.toString();
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream bytes =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) bytes).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
