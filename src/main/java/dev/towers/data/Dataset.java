package dev.towers.data;

import java.security.MessageDigest;
import java.util.List;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Images to train on and others to test with, and what the labels mean: label {@code i} is {@code
 * classNames.get(i)}.
 *
 * @param validation images to look at while training; of size 0 where there are none
 */
public record Dataset(
    String name,
    List<String> classNames,
    LabeledImages train,
    LabeledImages validation,
    LabeledImages test) {
  private static final int CLASSES_OF_A_BYTE = 256;

  public Dataset {
    classNames = List.copyOf(classNames);
    for (LabeledImages other : List.of(validation, test)) {
      if (!train.shape().equals(other.shape())) {
        throw new IllegalArgumentException(
            "training images are %s, others %s".formatted(train.shape(), other.shape()));
      }
    }
    checkLabels(train, classNames.size());
    checkLabels(validation, classNames.size());
    checkLabels(test, classNames.size());
  }

  /** One without images for validation. */
  public Dataset(String name, List<String> classNames, LabeledImages train, LabeledImages test) {
    this(name, classNames, train, LabeledImages.none(train.shape()), test);
  }

  /** The shape of every image. */
  public ImageShape shape() {
    return train.shape();
  }

  /**
   * A checksum of all labels and pixels, those to train on, to validate and to test with in turn:
   * SHA-256 as hexadecimal digits. A label is one byte where one holds all classes, else two: runs
   * that are resumed compare the checksum, also with those that were begun when there was no more
   * than one.
   */
  public String sha256() {
    MessageDigest digest = DigestUtils.getSha256Digest();
    int labelBytes = classNames.size() <= CLASSES_OF_A_BYTE ? 1 : 2;
    train.addTo(digest, labelBytes);
    validation.addTo(digest, labelBytes);
    test.addTo(digest, labelBytes);
    return Hex.encodeHexString(digest.digest());
  }

  private static void checkLabels(LabeledImages images, int classes) {
    for (int i = 0; i < images.size(); i++) {
      if (images.label(i) < 0 || images.label(i) >= classes) {
        throw new IllegalArgumentException(
            "label %d in a data set of %d classes".formatted(images.label(i), classes));
      }
    }
  }
}
