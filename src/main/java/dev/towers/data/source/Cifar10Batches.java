package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;

/**
 * The six batches of a copy of CIFAR-10, put together as they come, in any order.
 *
 * <p>The five training batches must be of one size, so that one which was cut short between two
 * images does not pass; beside five whole training batches the test batch must be whole too.
 */
final class Cifar10Batches implements CifarFiles {
  private final String source;
  private final Cifar10Layout layout;
  private final List<String> files;
  private final BitSet present = new BitSet();
  private int batchImages;
  private byte[] trainPixels;
  private int[] trainLabels;
  private LabeledImages test;

  /**
   * @param source how messages name the folder or archive
   */
  Cifar10Batches(String source, Cifar10Layout layout) {
    this.source = source;
    this.layout = layout;
    this.files = layout.files();
  }

  @Override
  public List<String> names() {
    return files;
  }

  @Override
  public void add(String name, InputStream in, long length, String file) throws IOException {
    int number = files.indexOf(name);
    if (present.get(number)) {
      throw Cifar10Layout.broken(source, "one " + name, "two");
    }
    LabeledImages batch = layout.read(in, length, file);
    present.set(number);
    if (number == Cifar10.TRAIN_BATCHES) {
      test = batch;
    } else {
      addTrain(number, name, batch);
    }
  }

  @Override
  public Dataset dataset() {
    int missing = present.nextClearBit(0);
    if (missing < files.size()) {
      throw InputException.about(
          "%s: expected the files %s, found no %s; add it, or choose %s cifar10 to download all",
          source, String.join(", ", files), files.get(missing), DataSource.DATA);
    }
    if (batchImages == Cifar10.BATCH_IMAGES) {
      requireSize(files.get(Cifar10.TRAIN_BATCHES), test);
    }
    LabeledImages train = new LabeledImages(Cifar10.SHAPE, trainPixels, trainLabels);
    return new Dataset(Cifar10.NAME, Cifar10.CLASS_NAMES, train, test);
  }

  private void addTrain(int number, String name, LabeledImages batch) {
    int imageBytes = Cifar10.SHAPE.bytes();
    if (trainLabels == null) {
      batchImages = batch.size();
      trainLabels = new int[Cifar10.TRAIN_BATCHES * batchImages];
      trainPixels = LabeledImages.openPixels(trainLabels.length, Cifar10.SHAPE);
    }
    requireSize(name, batch);
    for (int i = 0; i < batchImages; i++) {
      int index = number * batchImages + i;
      trainLabels[index] = batch.label(i);
      batch.copyPixels(i, trainPixels, index * imageBytes);
    }
  }

  private void requireSize(String name, LabeledImages batch) {
    if (batch.size() != batchImages) {
      throw Cifar10Layout.broken(
          source + ": " + name,
          batchImages + " images as in the other batch files",
          String.valueOf(batch.size()));
    }
  }
}
