package dev.towers.data.source;

import dev.towers.data.source.PickleValue.Global;
import dev.towers.data.source.PickleValue.Sequence;
import dev.towers.data.source.PickleValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes as Python 3 pickles them for protocol 2, which has none: a call that encodes a string with
 * a character for each byte.
 */
final class EncodedBytes {
  private static final String ENCODE = "_codecs.encode";

  private EncodedBytes() {}

  /** Whether Python uses the name in what it writes for bytes. */
  static boolean knows(Global global) {
    return global.name().equals(ENCODE);
  }

  /** How many bytes a call with these arguments goes through. */
  static int lengthOf(Sequence arguments) {
    return arguments.size() > 0 && arguments.get(0) instanceof Text text ? text.length() : 0;
  }

  /** The bytes that a call of {@code function} stands for, if it is one that Python writes. */
  static Optional<Text> call(Global function, Sequence arguments) {
    if (knows(function)
        && arguments.size() == 2
        && arguments.get(0) instanceof Text text
        && arguments.get(1) instanceof Text encoding
        && encoding.characters().equals("latin1")) {
      String characters =
          new String(text.file(), text.from(), text.length(), StandardCharsets.UTF_8);
      byte[] bytes = characters.getBytes(StandardCharsets.ISO_8859_1);
      return Optional.of(new Text(bytes, 0, bytes.length));
    }
    return Optional.empty();
  }
}
