package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 1);

  @Test
  void labelsMayBeWiderThanAByte() {
    assertEquals(999, images(999).label(0));
  }

  /** What runs that are resumed compare: of each set the labels, then the pixels. */
  @Test
  void theChecksumTakesOneByteOfALabelWhereThatHoldsAllClasses() {
    byte[] oneByte = {(byte) 200, 0, 0, 7, 0, 0};
    byte[] twoBytes = {0, (byte) 200, 0, 0, 0, 7, 0, 0};
    assertEquals(DigestUtils.sha256Hex(oneByte), dataset(256, 200, 7).sha256());
    assertEquals(DigestUtils.sha256Hex(twoBytes), dataset(257, 200, 7).sha256());
    byte[] wide = {3, (byte) 0xe7, 0, 0, 1, 0, 0, 0};
    assertEquals(DigestUtils.sha256Hex(wide), dataset(1000, 999, 256).sha256());
  }

  @Test
  void copiesOneImageToItsPlace() {
    LabeledImages images = new LabeledImages(SHAPE, new byte[] {1, 2, 3, 4}, new int[2]);
    byte[] to = new byte[4];
    images.copyPixels(1, to, 1);
    assertArrayEquals(new byte[] {0, 3, 4, 0}, to);
  }

  @Test
  void refusesPixelsThatDoNotFitTheLabels() {
    assertThrows(
        IllegalArgumentException.class, () -> new LabeledImages(SHAPE, new byte[3], new int[2]));
    ImageShape large = new ImageShape(1 << 10, 1 << 10, 1 << 10);
    assertThrows( // 4 GiB, of which an int sees nothing
        IllegalArgumentException.class, () -> new LabeledImages(large, new byte[0], new int[4]));
  }

  @Test
  void refusesLabelWithoutClass() {
    List<String> classes = List.of("cat", "dog");
    new Dataset("pets", classes, images(1), images(0));
    assertThrows(
        IllegalArgumentException.class, () -> new Dataset("pets", classes, images(1), images(2)));
    assertThrows(
        IllegalArgumentException.class, () -> new Dataset("pets", classes, images(-1), images(0)));
  }

  @Test
  void refusesTwoShapes() {
    LabeledImages other = new LabeledImages(new ImageShape(2, 1, 1), new byte[2], new int[1]);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Dataset("pets", List.of("cat"), images(0), other));
  }

  @Test
  void refusesShapeWithoutPixels() {
    assertThrows(IllegalArgumentException.class, () -> new ImageShape(0, 1, 1));
  }

  private static Dataset dataset(int classes, int train, int test) {
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return new Dataset("numbers", names, images(train), images(test));
  }

  private static LabeledImages images(int label) {
    return new LabeledImages(SHAPE, new byte[2], new int[] {label});
  }
}
