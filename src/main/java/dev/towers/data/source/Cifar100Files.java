package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The binary layout of CIFAR-100: two files with records of a coarse label, a fine one and an
 * image, and one with the names of the fine labels, which are what counts.
 */
final class Cifar100Files implements CifarFiles {
  static final String NAME = "CIFAR-100";

  /** The folder that the original archive unpacks to. */
  static final String FOLDER = "cifar-100-binary";

  private static final String TRAIN = "train.bin";
  private static final String TEST = "test.bin";
  private static final String CLASS_NAMES = "fine_label_names.txt";

  /** What tells that a folder is meant to be one. */
  static final List<String> MARKS = List.of(TRAIN, CLASS_NAMES);

  private final String source;
  private final Map<String, LabeledImages> images = new LinkedHashMap<>();
  private List<String> classNames;

  /**
   * @param source how messages name the folder or archive
   */
  Cifar100Files(String source) {
    this.source = source;
  }

  @Override
  public List<String> names() {
    return List.of(TRAIN, TEST, CLASS_NAMES);
  }

  @Override
  public void add(String name, InputStream in, long length, String file) throws IOException {
    if (has(name)) {
      throw Cifar10Layout.broken(source, "one " + name, "two");
    }
    if (name.equals(CLASS_NAMES)) {
      classNames = ClassNamesFile.read(in, file);
    } else {
      images.put(name, BinaryRecords.CIFAR100.read(in, length, file));
    }
  }

  @Override
  public Dataset dataset() {
    for (String name : names()) {
      if (!has(name)) {
        throw InputException.about(
            "%s: expected the files %s, found no %s; add it, or choose %s cifar100 to download all",
            source, String.join(", ", names()), name, DataSource.DATA);
      }
    }
    images.forEach(this::requireNamedLabels);
    return new Dataset(NAME, classNames, images.get(TRAIN), images.get(TEST));
  }

  private boolean has(String name) {
    return name.equals(CLASS_NAMES) ? classNames != null : images.containsKey(name);
  }

  private void requireNamedLabels(String name, LabeledImages set) {
    for (int i = 0; i < set.size(); i++) {
      Cifar10.requireLabel(set.label(i), classNames.size(), i, source + ": " + name);
    }
  }
}
