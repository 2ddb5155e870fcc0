package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    TextTable table =
        new TextTable(
            List.of("kind", "n", "images/s"),
            List.of(List.of("strong", "1", "7"), List.of("weak", "16", "123,456")));
    assertEquals(
        List.of("kind     n  images/s", "strong   1         7", "weak    16   123,456"),
        table.lines());
  }

  @Test
  void everyRowFillsTheColumns() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TextTable(List.of("a", "b"), List.of(List.of("1"))));
  }
}
