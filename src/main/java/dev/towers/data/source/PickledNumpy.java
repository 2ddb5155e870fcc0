package dev.towers.data.source;

import dev.towers.data.source.PickleValue.ByteArray;
import dev.towers.data.source.PickleValue.Constant;
import dev.towers.data.source.PickleValue.Global;
import dev.towers.data.source.PickleValue.Matrix;
import dev.towers.data.source.PickleValue.Sequence;
import dev.towers.data.source.PickleValue.Text;
import dev.towers.data.source.PickleValue.Whole;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * How numpy pickles a matrix of unsigned bytes: a call that makes an empty array, a call that makes
 * its element type, and a state that has the type, the shape and the bytes; from protocol 5 on, one
 * call that has all of them. For protocol 2, which has no bytes, Python 3 writes them as a call
 * that encodes a string with a character for each.
 */
final class PickledNumpy {
  private static final String ARRAY = "numpy.ndarray";
  private static final String TYPE = "numpy.dtype";
  private static final String ENCODE = "_codecs.encode";

  /** The functions that make an empty array; numpy 2 renamed the module. */
  private static final Set<String> MAKERS =
      Set.of("numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct");

  /** The function that makes a whole array, from protocol 5 on. */
  private static final Set<String> WHOLE_MAKERS =
      Set.of("numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer");

  private PickledNumpy() {}

  /** Whether the name is one of those in a pickled matrix. */
  static boolean knows(Global global) {
    return MAKERS.contains(global.name())
        || WHOLE_MAKERS.contains(global.name())
        || Set.of(ARRAY, TYPE, ENCODE).contains(global.name());
  }

  /** How many bytes a call goes through. */
  static int copiedBy(Global function, Sequence arguments) {
    return function.name().equals(ENCODE)
            && arguments.size() > 0
            && arguments.get(0) instanceof Text text
        ? text.length()
        : 0;
  }

  /** What a call of {@code function} stands for, if it is one that is written for a matrix. */
  static Optional<PickleValue> call(Global function, Sequence arguments) {
    if (arguments.size() == 3) {
      PickleValue first = arguments.get(0);
      if (MAKERS.contains(function.name()) && first instanceof Global g && g.name().equals(ARRAY)) {
        return Optional.of(new ByteArray());
      }
      if (function.name().equals(TYPE) && first instanceof Text t && isByteCode(t)) {
        return Optional.of(Constant.BYTE_TYPE);
      }
    }
    if (WHOLE_MAKERS.contains(function.name())
        && arguments.size() == 4
        && arguments.get(3) instanceof Text order
        && order.characters().equals("C")) {
      return matrix(arguments.get(2), arguments.get(1), arguments.get(0)).map(ByteArray::new);
    }
    if (function.name().equals(ENCODE)
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

  /**
   * The matrix of an array's state: a version, the shape, the element type, whether columns come
   * first, and the bytes.
   */
  static Optional<Matrix> matrix(PickleValue state) {
    if (state instanceof Sequence s && s.size() == 5 && s.get(3) == Constant.FALSE) {
      return matrix(s.get(1), s.get(2), s.get(4));
    }
    return Optional.empty();
  }

  private static Optional<Matrix> matrix(PickleValue shape, PickleValue type, PickleValue content) {
    if (shape instanceof Sequence s
        && s.size() == 2
        && s.get(0) instanceof Whole rows
        && s.get(1) instanceof Whole columns
        && type == Constant.BYTE_TYPE
        && content instanceof Text bytes) {
      return Optional.of(new Matrix(rows.value(), columns.value(), bytes));
    }
    return Optional.empty();
  }

  private static boolean isByteCode(Text code) {
    return code.length() == 2 && code.characters().equals("u1");
  }
}
