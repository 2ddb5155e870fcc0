package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThreadShareTest {
  @Test
  void aTotalIsDividedButNoTowerIsWithoutAThread() {
    ThreadShare total = ThreadShare.inTotal(8);
    assertEquals(8, total.ofTower(1));
    assertEquals(2, total.ofTower(3));
    assertEquals(1, total.ofTower(16));
  }

  @Test
  void aTowersOwnAreTheSameForAnyNumber() {
    ThreadShare own = ThreadShare.perTower(2);
    assertEquals(2, own.ofTower(1));
    assertEquals(2, own.ofTower(16));
  }
}
