package dev.towers.data.source;

import dev.towers.data.source.PickleValue.ByteArray;
import dev.towers.data.source.PickleValue.Constant;
import dev.towers.data.source.PickleValue.Global;
import dev.towers.data.source.PickleValue.Sequence;
import dev.towers.data.source.PickleValue.Text;
import dev.towers.data.source.PickleValue.Whole;
import java.util.Optional;
import java.util.Set;

/**
 * A matrix of unsigned bytes, row by row, as numpy pickles it: a call that makes an empty array, a
 * call that makes its element type, and a state that has the type, the shape and the bytes.
 */
record NumpyMatrix(long rows, long columns, Text bytes) {
  private static final String ARRAY = "numpy.ndarray";
  private static final String TYPE = "numpy.dtype";

  /** The functions that make an empty array; numpy 2 renamed the module. */
  private static final Set<String> MAKERS =
      Set.of("numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct");

  /** Whether numpy uses the name in what it writes for a matrix. */
  static boolean knows(Global global) {
    return MAKERS.contains(global.name())
        || global.name().equals(ARRAY)
        || global.name().equals(TYPE);
  }

  /** What a call of {@code function} stands for, if it is one that numpy writes for a matrix. */
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
    return Optional.empty();
  }

  /**
   * The matrix of an array's state: a version, the shape, the element type, whether columns come
   * first, and the bytes.
   */
  static Optional<NumpyMatrix> ofState(PickleValue state) {
    if (state instanceof Sequence s
        && s.size() == 5
        && s.get(1) instanceof Sequence shape
        && shape.size() == 2
        && shape.get(0) instanceof Whole rows
        && shape.get(1) instanceof Whole columns
        && s.get(2) == Constant.BYTE_TYPE
        && s.get(3) == Constant.FALSE
        && s.get(4) instanceof Text bytes) {
      return Optional.of(new NumpyMatrix(rows.value(), columns.value(), bytes));
    }
    return Optional.empty();
  }

  private static boolean isByteCode(Text code) {
    return code.length() == 2 && code.characters().equals("u1");
  }
}
