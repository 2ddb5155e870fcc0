package dev.towers.serve;

import java.util.List;

/**
 * What a client asks of the model.
 *
 * @param rows whether the answer has a row for each image, or a column for each output
 */
record Question(boolean rows, Images images) {

  /** Images in one of the forms that the model takes. */
  sealed interface Images permits Files, Pixels {}

  /** The bytes of a file each. */
  record Files(List<byte[]> files) implements Images {}

  /**
   * @param pixels [n, h, w, c]
   * @param count n
   */
  record Pixels(byte[] pixels, int count) implements Images {}
}
