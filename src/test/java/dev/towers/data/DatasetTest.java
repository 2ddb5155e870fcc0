package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 1);

  @Test
  void labelsAreUnsigned() {
    assertEquals(200, images(200).label(0));
  }

  @Test
  void copiesOneImageToItsPlace() {
    LabeledImages images = new LabeledImages(SHAPE, new byte[] {1, 2, 3, 4}, new byte[2]);
    byte[] to = new byte[4];
    images.copyPixels(1, to, 1);
    assertArrayEquals(new byte[] {0, 3, 4, 0}, to);
  }

  @Test
  void refusesPixelsThatDoNotFitTheLabels() {
    assertThrows(
        IllegalArgumentException.class, () -> new LabeledImages(SHAPE, new byte[3], new byte[2]));
    ImageShape large = new ImageShape(1 << 10, 1 << 10, 1 << 10);
    assertThrows( // 4 GiB, of which an int sees nothing
        IllegalArgumentException.class, () -> new LabeledImages(large, new byte[0], new byte[4]));
  }

  @Test
  void refusesLabelWithoutClass() {
    List<String> classes = List.of("cat", "dog");
    new Dataset("pets", classes, images(1), images(0));
    assertThrows(
        IllegalArgumentException.class, () -> new Dataset("pets", classes, images(1), images(2)));
  }

  @Test
  void refusesTwoShapes() {
    LabeledImages other = new LabeledImages(new ImageShape(2, 1, 1), new byte[2], new byte[1]);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Dataset("pets", List.of("cat"), images(0), other));
  }

  @Test
  void refusesShapeWithoutPixels() {
    assertThrows(IllegalArgumentException.class, () -> new ImageShape(0, 1, 1));
  }

  private static LabeledImages images(int label) {
    return new LabeledImages(SHAPE, new byte[2], new byte[] {(byte) label});
  }
}
