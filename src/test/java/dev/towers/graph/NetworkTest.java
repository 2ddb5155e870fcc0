package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.InputException;
import dev.towers.graph.networks.Networks;
import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void everyNetworkIsFoundByItsName() {
    for (Network network : Networks.ALL) {
      assertEquals(network, Networks.named(network.name()));
    }
  }

  @Test
  void unknownNameIsAnsweredWithTheKnownOnes() {
    String message =
        assertThrows(InputException.class, () -> Networks.named("resnet")).getMessage();
    assertEquals("there is no network 'resnet': choose " + Networks.names(), message);
  }
}
