package dev.towers.train;

import java.nio.file.Path;

/** Where the variables of a session get their values from, and where these are kept. */
interface StoredValues extends AutoCloseable {
  /** Gives every variable its first value. */
  void initialize();

  /**
   * Writes every variable to TensorFlow checkpoint files.
   *
   * @param prefix the path of the files without their endings
   * @throws DivergedException if one of the numbers is infinite or none; nothing is written then
   */
  void save(Path prefix);

  /**
   * Gives every variable the value that {@link #save} wrote.
   *
   * @param prefix the path of the files without their endings
   */
  void restore(Path prefix);

  @Override
  default void close() {}
}
