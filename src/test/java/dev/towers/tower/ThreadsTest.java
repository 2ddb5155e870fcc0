package dev.towers.tower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class ThreadsTest {
  @Test
  void opsOfAllTowersRunSideBySide() {
    assertEquals(new Threads(1, 1), Threads.perTower(1, 1));
    assertEquals(new Threads(3, 6), Threads.perTower(3, 2));
  }

  @Test
  void thereIsAtLeastOne() {
    assertThrows(IllegalArgumentException.class, () -> Threads.perTower(0, 2));
  }

  @Test
  void aSessionHasItsOwn() {
    ConfigProto config = Devices.cpus(2).sessionConfig(3);
    assertEquals(3, config.getIntraOpParallelismThreads());
    assertEquals(6, config.getInterOpParallelismThreads());
    assertTrue(config.getUsePerSessionThreads());
    assertEquals(2, config.getSessionInterOpThreadPoolCount());
    assertEquals(6, config.getSessionInterOpThreadPool(0).getNumThreads());
    assertEquals(
        Runtime.getRuntime().availableProcessors(),
        config.getSessionInterOpThreadPool(1).getNumThreads());
  }
}
