package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import org.junit.jupiter.api.Test;

class EmbeddedCifar10Test {
  @Test
  void isTheWholeOfCifar10WithTheSamePixelsEverywhere() {
    Dataset whole = EmbeddedCifar10.read(Progress.silent());
    assertEquals("CIFAR-10 (JPEG)", whole.name());
    assertEquals(new ImageShape(32, 32, 3), whole.shape());
    for (int label = 0; label < 10; label++) {
      assertEquals(5_000, count(whole.train(), label));
      assertEquals(1_000, count(whole.test(), label));
    }
    assertEquals(
        "d50339e38db255faaf5a7ab0ab5175a8a83e3d6a15be9dbb9e9b75bb2efbf4e7", whole.sha256());
  }

  @Test
  void theSampleIsTheFirstTenth() throws Exception {
    Dataset sample = DataSource.parse("sample").read(Progress.silent());
    assertEquals("CIFAR-10 sample", sample.name());
    assertEquals(5_000, sample.train().size());
    assertEquals(1_000, sample.test().size());
    assertEquals(
        "1a2fabdbc9e715c603dc24675b468a0a6b3bffd6b504324aaea7ba09a6864b98", sample.sha256());
  }

  private static int count(LabeledImages images, int label) {
    int count = 0;
    for (int i = 0; i < images.size(); i++) {
      if (images.label(i) == label) {
        count++;
      }
    }
    return count;
  }
}
