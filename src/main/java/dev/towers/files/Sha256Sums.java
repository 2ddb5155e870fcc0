package dev.towers.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** The file that tells whether the others of its folder are as they were written. */
public final class Sha256Sums {
  /** In the form of {@code sha256sum}, which can check it too. */
  private static final String FILE = "SHA256SUMS";

  private Sha256Sums() {}

  /** Writes the checksum of every file of {@code folder}. */
  public static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), text(folder, name -> true));
  }

  /**
   * What is wrong with {@code folder}; nothing where every file is as it was written.
   *
   * @param ours tells the names of the files that may have been written; others, which a file
   *     manager leaves for instance, do not matter
   */
  public static Optional<String> problem(Path folder, Predicate<String> ours) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.of("it has no " + FILE);
    }
    // A damaged file need not be UTF-8.
    String expected = Files.readString(file, StandardCharsets.ISO_8859_1);
    return expected.equals(text(folder, ours))
        ? Optional.empty()
        : Optional.of("its files do not match " + FILE);
  }

  private static String text(Path folder, Predicate<String> ours) throws IOException {
    Map<String, String> byName = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = file.getFileName().toString();
        if (!name.equals(FILE) && ours.test(name)) {
          try (InputStream bytes = Files.newInputStream(file)) {
            byName.put(name, DigestUtils.sha256Hex(bytes));
          }
        }
      }
    }
    StringBuilder text = new StringBuilder();
    byName.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    return text.toString();
  }
}
