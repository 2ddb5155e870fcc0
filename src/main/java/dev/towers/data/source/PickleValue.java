package dev.towers.data.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a {@link Pickle} may hold: plain data, and the one kind of object that is recognized. */
sealed interface PickleValue {

  /** An integer. */
  record Whole(long value) implements PickleValue {}

  /** A string of bytes or characters: a stretch of the file, not copied. */
  record Text(byte[] file, int from, int length) implements PickleValue {
    /** The characters, one for each byte. */
    String characters() {
      return new String(file, from, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** A list or a tuple. */
  record Sequence(List<PickleValue> items) implements PickleValue {
    PickleValue get(int index) {
      return items.get(index);
    }

    int size() {
      return items.size();
    }
  }

  /** A dictionary with strings for keys. */
  record Dictionary(Map<String, PickleValue> entries) implements PickleValue {}

  /** The name of a Python class or function, as {@code module.name}. */
  record Global(String name) implements PickleValue {}

  /** The values that are always the same. */
  enum Constant implements PickleValue {
    NONE,
    FALSE,
    TRUE,
    /** Where the items of a sequence or dictionary begin on the stack. */
    MARK,
    /** The element type of an array of unsigned bytes, the only one that is recognized. */
    BYTE_TYPE
  }

  /** Unsigned bytes, row by row; not a value by itself, but what fills one. */
  record Matrix(long rows, long columns, Text bytes) {}

  /** A numpy array of unsigned bytes, which its file fills after it made it. */
  final class ByteArray implements PickleValue {
    private Matrix content;

    /** One that is empty yet. */
    ByteArray() {}

    ByteArray(Matrix content) {
      this.content = content;
    }

    /** What it was filled with; null if it was not. */
    Matrix content() {
      return content;
    }

    void fill(Matrix matrix) {
      content = matrix;
    }
  }
}
