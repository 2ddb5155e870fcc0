package dev.towers.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.Recorded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollTest {
  private static final String OFFER =
      "{\"lease\": \"1\", \"processors\": 1, \"gpus\": 0, \"bfloat16\": false, \"port\": 1}";
  private static final String TAKEN = "{\"error\": \"is taken by host, run first\"}";

  private final List<HttpServer> workers = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private volatile int renewals = 200;
  private final Reputation reputation = new Reputation(now::get);

  @AfterEach
  void close() {
    workers.forEach(worker -> worker.stop(0));
  }

  /** One that has another driver is waited for until the lease of one that died would be over. */
  @Test
  void aWorkerThatStaysTakenIsNamedInTheEnd() throws Exception {
    WorkerAddress address = openWorker(409, TAKEN);
    Roll roll = new Roll(List.of(address), "run second", reputation, Progress.silent());
    assertFalse(roll.call());
    Duration dead = Tenancy.LEASE;
    assertDoesNotThrow(() -> roll.requirePatience(dead, Duration.ZERO, false));
    InputException refused =
        assertThrows(
            InputException.class,
            () -> roll.requirePatience(dead.plusSeconds(10), Duration.ZERO, false));
    assertEquals(
        "cluster: the worker %s is taken by host, run first; start it, wait for it, or leave it out"
            .formatted(address),
        refused.getMessage());
  }

  /** An elastic run goes on with the first of them that comes. */
  @Test
  void whereAnyWillDoOneThatRefusesDoesNotEndTheWaitForOthers() throws Exception {
    WorkerAddress refusing = openWorker(409, TAKEN);
    WorkerAddress absent = openWorker(200, OFFER);
    workers.get(1).stop(0);
    Roll roll = new Roll(List.of(refusing, absent), "a test", reputation, Progress.silent());
    assertFalse(roll.call());
    Duration waited = Tenancy.LEASE.plusSeconds(10);
    Duration wait = Duration.ofMinutes(1);
    assertThrows(InputException.class, () -> roll.requirePatience(waited, wait, false));
    assertDoesNotThrow(() -> roll.requirePatience(waited, wait, true));
    assertThrows(InputException.class, () -> roll.requirePatience(wait.plusSeconds(1), wait, true));
  }

  @Test
  void aWorkerThatRefusesIsLeftOutForAWhileAndAskedAgainThen() throws Exception {
    WorkerAddress willing = openWorker(200, OFFER);
    WorkerAddress refusing = openWorker(409, TAKEN);
    Recorded told = new Recorded();
    Roll first = new Roll(List.of(refusing, willing), "a test", reputation, told);
    assertFalse(first.call());
    first.leaveOutRefusing();
    first.close();
    List<String> said =
        List.of(
            "Waiting for the worker %s: it is taken by host, run first".formatted(refusing),
            "Going on without the worker %s for 15 seconds: it is taken by host, run first"
                .formatted(refusing));
    assertEquals(said, told.said());

    Roll second = new Roll(List.of(refusing, willing), "a test", reputation, told);
    assertTrue(second.call());
    assertEquals(said, told.said());
    assertEquals(List.of(willing), second.taken().stream().map(Lease::address).toList());
    assertEquals(List.of(refusing), second.missing());
    now.addAndGet(Duration.ofSeconds(15).toNanos());
    assertFalse(second.call());
    second.close();
  }

  /** So a run whose only worker is of no use comes to an end. */
  @Test
  void whereAllAreLeftOutTheyAreWaitedFor() throws Exception {
    WorkerAddress useless = openWorker(200, OFFER);
    reputation.exclude(useless);
    Roll roll = new Roll(List.of(useless), "a test", reputation, Progress.silent());
    assertFalse(roll.call());
    InputException ended =
        assertThrows(
            InputException.class,
            () -> roll.requirePatience(Duration.ofSeconds(2), Duration.ofSeconds(1), true));
    assertEquals(
        "cluster: the worker %s was of no use when the run last went on with it; start it, wait for it, or leave it out"
            .formatted(useless),
        ended.getMessage());
    now.addAndGet(Duration.ofSeconds(15).toNanos());
    assertTrue(roll.call());
    roll.close();
  }

  @Test
  void aWorkerThatLetUsGoIsTakenAgain() throws Exception {
    WorkerAddress again = openWorker(200, OFFER);
    WorkerAddress late = openWorker(409, TAKEN);
    Roll roll = new Roll(List.of(again, late), "a test", reputation, Progress.silent());
    roll.call();
    Lease first = roll.taken().get(0);
    roll.call();
    assertSame(first, roll.taken().get(0));

    renewals = 409;
    first.ask().join();
    renewals = 200;
    roll.call();
    assertEquals(List.of(again), roll.taken().stream().map(Lease::address).toList());
    assertNotSame(first, roll.taken().get(0));
    roll.close();
  }

  /**
   * @param status of its answer to whoever wants it
   */
  private WorkerAddress openWorker(int status, String answer) throws IOException {
    HttpServer worker =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext(
        "/",
        exchange -> {
          boolean taking = exchange.getRequestURI().getPath().equals("/leases");
          byte[] body = (taking ? answer : "{}").getBytes(StandardCharsets.UTF_8);
          boolean renewing = exchange.getRequestURI().getPath().equals("/leases/1");
          exchange.sendResponseHeaders(taking ? status : renewing ? renewals : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    worker.start();
    workers.add(worker);
    return new WorkerAddress("127.0.0.1", worker.getAddress().getPort());
  }
}
