package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Image files with a label each. */
record LabeledFiles(List<Path> files, List<Integer> labels) {
  static final LabeledFiles NONE = new LabeledFiles(List.of(), List.of());

  LabeledFiles {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
    if (files.size() != labels.size()) {
      throw new IllegalArgumentException(files.size() + " files, " + labels.size() + " labels");
    }
  }

  /** Those whose files are wanted. */
  LabeledFiles where(Predicate<Path> wanted) {
    List<Integer> places =
        IntStream.range(0, files.size()).filter(i -> wanted.test(files.get(i))).boxed().toList();
    return new LabeledFiles(
        places.stream().map(files::get).toList(), places.stream().map(labels::get).toList());
  }

  /**
   * What came of decoding.
   *
   * @param images those that could be decoded
   * @param bad what is wrong with each of the others, in their order
   */
  record Decoded(LabeledImages images, List<InputException> bad) {}

  /**
   * Decodes all files, on as many cores as memory allows.
   *
   * @param afterEach told how many files are done
   */
  Decoded decode(ImageDecoder decoder, IntConsumer afterEach) throws InterruptedException {
    requireFit(decoder.shape());
    byte[] pixels = LabeledImages.openPixels(files.size(), decoder.shape());
    SortedMap<Integer, InputException> bad =
        new FileDecoding(files, decoder, pixels).run(afterEach);
    return new Decoded(without(bad.keySet(), decoder.shape(), pixels), List.copyOf(bad.values()));
  }

  /** The images without some, which the others move up to fill. */
  private LabeledImages without(Set<Integer> bad, ImageShape shape, byte[] pixels) {
    int count = files.size() - bad.size();
    int[] labelsLeft = new int[count];
    int to = 0;
    for (int i = 0; i < files.size(); i++) {
      if (!bad.contains(i)) {
        labelsLeft[to] = labels.get(i);
        if (to < i) {
          System.arraycopy(pixels, i * shape.bytes(), pixels, to * shape.bytes(), shape.bytes());
        }
        to++;
      }
    }
    byte[] whole = bad.isEmpty() ? pixels : Arrays.copyOf(pixels, count * shape.bytes());
    return new LabeledImages(shape, whole, labelsLeft);
  }

  private void requireFit(ImageShape shape) {
    long bytes = (long) files.size() * shape.bytes();
    if (bytes > LabeledImages.MOST_BYTES) {
      throw InputException.about(
          "expected images that take at most %d bytes together, found %d of %s, which take %d; use"
              + " fewer or smaller ones, or a smaller %s",
          LabeledImages.MOST_BYTES, files.size(), shape, bytes, ImageForm.IMAGE_SIZE);
    }
  }
}
