package dev.towers.data.source;

import dev.towers.data.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of a copy of CIFAR-10 or CIFAR-100, put together as they come, in any order. */
interface CifarFiles {
  /** The names of all that make it whole; no other layout has a file called like one of them. */
  List<String> names();

  /**
   * Reads and keeps a file.
   *
   * @param name one of {@link #names}
   * @param length of the file in bytes; no more is read
   * @param file how messages name it
   * @throws dev.towers.InputException if it is there already, or not what the layout asks for
   */
  void add(String name, InputStream in, long length, String file) throws IOException;

  /**
   * The whole data set.
   *
   * @throws dev.towers.InputException if a file is missing, or one does not go with the others
   */
  Dataset dataset();
}
