package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.InputException;
import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void everyNetworkIsFoundByItsName() {
    for (Network network : Network.ALL) {
      assertEquals(network, Network.named(network.name()));
    }
  }

  @Test
  void unknownNameIsAnsweredWithTheKnownOnes() {
    String message = assertThrows(InputException.class, () -> Network.named("resnet")).getMessage();
    assertEquals("there is no network 'resnet': choose " + Network.names(), message);
  }
}
