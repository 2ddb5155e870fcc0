package dev.towers.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.towers.InputException;
import dev.towers.Progress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollTest {
  /** One that has another driver is waited for until the lease of one that died would be over. */
  @Test
  void aWorkerThatStaysTakenIsNamedInTheEnd() throws Exception {
    HttpServer worker =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext(
        "/",
        exchange -> {
          boolean taking = exchange.getRequestMethod().equals("POST");
          byte[] body =
              "{\"error\": \"is taken by host, run first\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(taking ? 409 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    worker.start();
    try {
      WorkerAddress address = new WorkerAddress("127.0.0.1", worker.getAddress().getPort());
      Roll roll = new Roll(List.of(address), "run second", Progress.silent());
      assertFalse(roll.call());
      Duration dead = Tenancy.LEASE;
      assertDoesNotThrow(() -> roll.requirePatience(dead, Duration.ZERO));
      InputException refused =
          assertThrows(
              InputException.class,
              () -> roll.requirePatience(dead.plusSeconds(10), Duration.ZERO));
      assertEquals(
          "cluster: the worker %s is taken by host, run first; start it, wait for it, or leave it out"
              .formatted(address),
          refused.getMessage());
    } finally {
      worker.stop(0);
    }
  }
}
