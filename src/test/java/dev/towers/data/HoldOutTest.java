package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.InputException;
import dev.towers.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldOutTest {
  private static final ImageShape SHAPE = new ImageShape(1, 1, 1);

  /** Ten images of class a and twenty of class b, each with a pixel of its own. */
  private static final Dataset WHOLE = dataset(10, 20);

  @Test
  void holdsOutAPartOfEachClass() {
    Dataset split = HoldOut.of(WHOLE, 0.2, new Seed(1));
    assertEquals(6, split.validation().size());
    assertEquals(2, IntStream.range(0, 6).filter(i -> split.validation().label(i) == 0).count());
    List<Integer> all = new ArrayList<>(pixels(split.validation()));
    all.addAll(pixels(split.train()));
    assertEquals(pixels(WHOLE.train()), all.stream().sorted().toList());
    assertEquals(WHOLE.test(), split.test());
  }

  @Test
  void theSeedSaysWhichOnes() {
    List<Integer> held = pixels(HoldOut.of(WHOLE, 0.2, new Seed(1)).validation());
    assertEquals(held, pixels(HoldOut.of(WHOLE, 0.2, new Seed(1)).validation()));
    assertNotEquals(held, pixels(HoldOut.of(WHOLE, 0.2, new Seed(2)).validation()));
    assertEquals(held.stream().sorted().toList(), held);
  }

  @Test
  void nothingIsHeldOutWhereNothingIsAskedFor() {
    Dataset split = HoldOut.of(WHOLE, 0, new Seed(1));
    assertEquals(WHOLE.train(), split.train());
    assertEquals(0, split.validation().size());
  }

  /** As some published sets have a label 0 that no image has. */
  @Test
  void aClassWithoutImagesIsPassedOver() {
    assertEquals(4, HoldOut.of(dataset(0, 20), 0.2, new Seed(1)).validation().size());
  }

  @Test
  void everyClassKeepsImagesOnBothSides() {
    assertEquals(2, HoldOut.of(WHOLE, 0.04, new Seed(1)).validation().size());
    assertEquals(
        "validation 0.9 holds out 2 of the 2 training images of b: choose another part",
        refused(dataset(20, 2), 0.9));
    assertEquals(
        "validation 0.1 holds out 1 of the 1 training images of b: choose another part",
        refused(dataset(20, 1), 0.1));
  }

  @Test
  void aDataSetThatHasImagesToValidateWithKeepsThem() {
    Dataset held = HoldOut.of(WHOLE, 0.2, new Seed(1));
    assertEquals(held, HoldOut.of(held, 0, new Seed(1)));
    assertEquals(held, HoldOut.of(held, 0.2, new Seed(1)));
  }

  private static String refused(Dataset whole, double part) {
    return assertThrows(InputException.class, () -> HoldOut.of(whole, part, new Seed(1)))
        .getMessage();
  }

  private static List<Integer> pixels(LabeledImages images) {
    List<Integer> pixels = new ArrayList<>();
    byte[] pixel = new byte[1];
    for (int i = 0; i < images.size(); i++) {
      images.copyPixels(i, pixel, 0);
      assertEquals(pixel[0] < 100 ? 0 : 1, images.label(i));
      pixels.add((int) pixel[0]);
    }
    return pixels;
  }

  private static Dataset dataset(int ofA, int ofB) {
    byte[] pixels = new byte[ofA + ofB];
    int[] labels = new int[ofA + ofB];
    for (int i = 0; i < pixels.length; i++) {
      labels[i] = i < ofA ? 0 : 1;
      pixels[i] = (byte) (i < ofA ? i : 100 + i - ofA);
    }
    LabeledImages train = new LabeledImages(SHAPE, pixels, labels);
    LabeledImages test = new LabeledImages(SHAPE, new byte[2], new int[] {0, 1});
    return new Dataset("two", List.of("a", "b"), train, test);
  }
}
