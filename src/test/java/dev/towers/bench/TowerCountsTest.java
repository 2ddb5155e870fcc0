package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TowerCountsTest {
  @Test
  void areComparedWithOne() {
    assertEquals(List.of(1, 2, 4), TowerCounts.parse("4, 2").counts());
    assertEquals(List.of(1, 8), TowerCounts.parse("1,8").counts());
  }

  @Test
  void doubleUpToAllDevices() {
    assertEquals(List.of(1), TowerCounts.doublingTo(1).counts());
    assertEquals(List.of(1, 2, 3), TowerCounts.doublingTo(3).counts());
    assertEquals(List.of(1, 2, 4, 8), TowerCounts.doublingTo(8).counts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "two", "1,,2", "1,", "1,1", "12345"})
  void areDifferentWholeNumbersFromOne(String text) {
    InputException wrong = assertThrows(InputException.class, () -> TowerCounts.parse(text));
    assertTrue(wrong.getMessage().startsWith("--towers "), wrong.getMessage());
  }
}
