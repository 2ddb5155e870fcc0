package dev.towers.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A data set to train on and another to test with, and what the labels mean: label {@code i} is
 * {@code classNames.get(i)}.
 */
public record Dataset(
    String name, List<String> classNames, LabeledImages train, LabeledImages test) {
  public Dataset {
    classNames = List.copyOf(classNames);
    if (!train.shape().equals(test.shape())) {
      throw new IllegalArgumentException(
          "training images are %s, test images %s".formatted(train.shape(), test.shape()));
    }
    checkLabels(train, classNames.size());
    checkLabels(test, classNames.size());
  }

  /** The shape of every image. */
  public ImageShape shape() {
    return train.shape();
  }

  /** A checksum of all labels and pixels, training images first: SHA-256 as hexadecimal digits. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      train.addTo(digest);
      test.addTo(digest);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static void checkLabels(LabeledImages images, int classes) {
    for (int i = 0; i < images.size(); i++) {
      if (images.label(i) >= classes) {
        throw new IllegalArgumentException(
            "label %d in a data set of %d classes".formatted(images.label(i), classes));
      }
    }
  }
}
