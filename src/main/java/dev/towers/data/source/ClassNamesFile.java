package dev.towers.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text file with the names of classes in label order, a line each. */
final class ClassNamesFile {
  private static final int MOST_BYTES = 1 << 16;

  private ClassNamesFile() {}

  /**
   * The names without the spaces around them; empty lines are none.
   *
   * @param file how messages name it
   * @throws dev.towers.InputException unless it has the names of 2 to 256 classes
   */
  static List<String> read(InputStream in, String file) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw broken(file, "more than %d bytes".formatted(MOST_BYTES));
    }
    List<String> names;
    try {
      names =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes))
              .toString()
              .lines()
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .toList();
    } catch (CharacterCodingException e) {
      throw broken(file, "what is no text in UTF-8");
    }
    if (names.stream().flatMapToInt(String::chars).anyMatch(Character::isISOControl)) {
      throw broken(file, "control characters");
    }
    if (names.size() < 2 || names.size() > 256) {
      throw broken(file, String.valueOf(names.size()));
    }
    return names;
  }

  private static RuntimeException broken(String file, String found) {
    return Cifar10Layout.broken(file, "the names of 2 to 256 classes, a line each", found);
  }
}
