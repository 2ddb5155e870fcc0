package dev.towers.data;

import java.security.MessageDigest;
import java.util.List;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

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
    MessageDigest digest = DigestUtils.getSha256Digest();
    train.addTo(digest);
    test.addTo(digest);
    return Hex.encodeHexString(digest.digest());
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
