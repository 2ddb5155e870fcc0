package dev.towers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeadwayTest {

  /** The nearest double to 0.29 is below it. */
  @Test
  void sharesAreWholeAndNeverAhead() {
    for (int done = 0; done <= 100; done++) {
      assertEquals(done + " %", new Headway("train", "images", done, 100, 0).share());
    }
    assertEquals("99 %", new Headway("train", "images", 1999, 2000, 0).share());
    assertEquals("100 %", new Headway("train", "images", 3, 2, 0).share());
    assertEquals("", new Headway("train", "images", 3, 0, 0).share());
  }
}
