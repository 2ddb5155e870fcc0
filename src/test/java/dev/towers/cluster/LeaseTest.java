package dev.towers.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.towers.files.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a worker that may hang up where it should answer. */
class LeaseTest {
  private final AtomicInteger hangUps = new AtomicInteger();
  private HttpServer worker;

  @BeforeEach
  void open() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext("/health", exchange -> answer(exchange, "{}"));
    worker.createContext(
        "/leases", exchange -> answer(exchange, Json.line(new Offer("1", 1, 0, false, 1))));
    worker.createContext("/leases/1", this::hangUpOrAnswer);
    worker.start();
  }

  @AfterEach
  void close() {
    worker.stop(0);
  }

  @Test
  void aRenewalThatBreaksOffIsMadeAgain() throws Exception {
    Lease lease = take();
    hangUps.set(1);
    assertEquals("", lease.ask().join());
    Lease.end(List.of(lease));
  }

  @Test
  void whatBreaksOffTwiceIsTold() throws Exception {
    Lease lease = take();
    hangUps.set(Integer.MAX_VALUE);
    assertEquals(address() + " cannot be reached: the connection broke off", lease.ask().join());
    Lease.end(List.of(lease));
  }

  @Test
  void aWorkerThatIsGoneIsToldAsSuch() throws Exception {
    Lease lease = take();
    worker.stop(0);
    assertEquals(address() + " cannot be reached: no connection", lease.ask().join());
    Lease.end(List.of(lease));
  }

  private Lease take() throws Exception {
    return Lease.take(Lease.client(), address(), "a test");
  }

  private WorkerAddress address() {
    return new WorkerAddress("127.0.0.1", worker.getAddress().getPort());
  }

  private void hangUpOrAnswer(HttpExchange exchange) throws IOException {
    if (hangUps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.close();
    } else {
      answer(exchange, "{}");
    }
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
