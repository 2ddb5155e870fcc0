package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.data.source.LabeledFiles.Decoded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The files that a data set is made of.
 *
 * @param name of the data set
 * @param classes by their labels
 * @param parts to train on, to validate and to test with
 */
record ImageParts(String name, List<String> classes, List<LabeledFiles> parts) {
  /** No network is trained on images that are wider or higher. */
  private static final int LONGEST_SIDE = 4096;

  private static final int MOST_NAMED = 20;

  /**
   * Decodes all images.
   *
   * @param skipBad whether to go on without those that cannot be decoded
   * @throws InputException if an image cannot be read, or none of a class, or one is of another
   *     size than the first where the form is native, or there is no room for all
   */
  Dataset decode(ImageForm form, boolean skipBad, Progress progress) throws InterruptedException {
    int all = parts.stream().mapToInt(part -> part.files().size()).sum();
    ImageShape shape = requireSize(parts.get(0), form);
    LabeledImages.requireRoom(all, shape);
    try (ImageDecoder decoder = ImageDecoder.open(form, shape)) {
      List<Decoded> decoded = new ArrayList<>();
      try (Progress.Meter meter = progress.open("Reading " + name, "images", all)) {
        int before = 0;
        for (LabeledFiles part : parts) {
          int start = before;
          decoded.add(part.decode(decoder, done -> meter.reached(start + done)));
          before += part.files().size();
        }
      }
      List<InputException> bad = decoded.stream().flatMap(part -> part.bad().stream()).toList();
      if (!bad.isEmpty()) {
        tellOf(bad, all, skipBad, progress);
        for (int i = 0; i < parts.size(); i++) {
          if (!parts.get(i).files().isEmpty()) {
            requireEveryClass(decoded.get(i));
          }
        }
      }
      return new Dataset(
          name, classes, decoded.get(0).images(), decoded.get(1).images(), decoded.get(2).images());
    }
  }

  /**
   * The shape that all images come to: that of the first that can be read, if the form leaves it
   * open.
   */
  private static ImageShape requireSize(LabeledFiles files, ImageForm form) {
    Path first = files.files().get(0);
    ImageShape shape = null;
    for (Path file : files.files()) {
      try {
        shape = shapeOf(file, form);
        first = file;
        break;
      } catch (InputException e) {
        // It is told with all others.
      }
    }
    if (shape == null) {
      throw new InputException(
          "%s: expected images, found none that can be read; mend them".formatted(first));
    }
    if (Math.max(shape.width(), shape.height()) > LONGEST_SIDE) {
      throw InputException.about(
          "%s: expected an image of at most %d pixels a side, found %d x %d; choose a size for all"
              + " with %s",
          first, LONGEST_SIDE, shape.width(), shape.height(), ImageForm.IMAGE_SIZE);
    }
    return shape;
  }

  /** The shape that an image comes to, which is read only where it decides. */
  private static ImageShape shapeOf(Path file, ImageForm form) {
    if (!form.isNative()) {
      return new ImageShape(form.height(), form.width(), ImageDecoder.CHANNELS);
    }
    EncodedImage read = EncodedImage.read(file);
    return new ImageShape(read.height(), read.width(), ImageDecoder.CHANNELS);
  }

  /** All of them at once, so that no one mends one after the other. */
  private static void tellOf(
      List<InputException> bad, int all, boolean skipBad, Progress progress) {
    if (!skipBad && bad.size() == 1) {
      throw bad.get(0);
    }
    List<InputException> named = bad.subList(0, Math.min(MOST_NAMED, bad.size()));
    named.forEach(one -> progress.warn(one.getMessage()));
    if (!skipBad) {
      throw InputException.about(
          "expected images that can be read, found %d of %d that cannot, %s above; mend or remove"
              + " them, or go on without them by %s",
          bad.size(),
          all,
          named.size() < bad.size() ? "the first " + named.size() + " named" : "named",
          DataSource.SKIP_BAD);
    }
    progress.warn("%d of %d images are bad and passed over.".formatted(bad.size(), all));
  }

  private void requireEveryClass(Decoded part) {
    BitSet found = new BitSet();
    for (int i = 0; i < part.images().size(); i++) {
      found.set(part.images().label(i));
    }
    int missing = found.nextClearBit(0);
    if (missing < classes.size()) {
      throw new InputException(
          "%s: expected images that can be read, found none; mend some or remove the class"
              .formatted(classes.get(missing)));
    }
  }
}
