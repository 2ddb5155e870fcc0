package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageShape;
import org.junit.jupiter.api.Test;

class EmbeddedSampleTest {
  @Test
  void hasImagesOfEveryClass() throws Exception {
    Dataset sample = DataSource.parse("sample").read(Progress.silent());
    assertEquals(5_000, sample.train().size());
    assertEquals(1_000, sample.test().size());
    assertEquals(new ImageShape(32, 32, 3), sample.shape());
    int[] perClass = new int[10];
    for (int i = 0; i < sample.test().size(); i++) {
      perClass[sample.test().label(i)]++;
    }
    for (int count : perClass) {
      assertTrue(count > 50, "only " + count + " test images of a class");
    }
  }
}
