package dev.towers.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.hostile.EncodedSamples;
import dev.towers.hostile.HostileRequests;
import dev.towers.hostile.HostileRequests.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many clients at once, and some that mean harm; scripts/serve-load does the same for longer. The
 * properties {@code serve.seconds} and {@code serve.hostile} say how much.
 */
@Timeout(600)
class ServeLoadTest {
  private static final int CLIENTS = 32;
  private static final int HOSTILE_CLIENTS = 16;
  private static final int SECONDS = Integer.getInteger("serve.seconds", 2);
  private static final int HOSTILE = Integer.getInteger("serve.hostile", 72);

  /** As usual, but for patience, so that slow clients do not hold up the test. */
  private static final Limits IMPATIENT = impatient(Limits.usual());

  /** Who still writes as the server hangs up may lose the answer; the last two want none. */
  private static final Set<Kind> OFTEN_IN_VAIN =
      EnumSet.of(
          Kind.LONG_HEADER,
          Kind.MANY_HEADERS,
          Kind.SLOW_HEADERS,
          Kind.SLOW_BODY,
          Kind.LONG_BODY,
          Kind.HANGS_UP,
          Kind.DOES_NOT_LISTEN);

  @TempDir private Path folder;

  @Test
  void clientsAtOnceAreAllAnswered() throws Exception {
    byte[] file = EncodedSamples.pngAndJpeg(200, 150).get(7);
    try (Served served = Served.open(folder, Limits.usual())) {
      assertEquals(200, served.ask(file).status());
      long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
      List<Double> millis = new ArrayList<>();
      for (List<Double> ofClient : inThreads(CLIENTS, () -> ask(served, file, end))) {
        millis.addAll(ofClient);
      }
      millis.sort(Double::compare);
      System.out.printf(
          "%d clients, %d s: %,d answers, no error, %,.0f a second; ms median %.1f, p99 %.1f, most"
              + " %.1f%n",
          CLIENTS,
          SECONDS,
          millis.size(),
          (double) millis.size() / SECONDS,
          millis.get(millis.size() / 2),
          millis.get(millis.size() * 99 / 100),
          millis.get(millis.size() - 1));
    }
  }

  private static List<Double> ask(Served served, byte[] file, long end) throws Exception {
    List<Double> millis = new ArrayList<>();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      assertEquals(200, served.ask(file).status());
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return millis;
  }

  /** Sixteen at a time send harm of every kind, while another asks as one should. */
  @Test
  void requestsThatMeanHarmHarmNoneOfTheOthers() throws Exception {
    byte[] file = EncodedSamples.pngAndJpeg(40, 30).get(0);
    try (Served served = Served.open(folder, IMPATIENT)) {
      HostileRequests requests =
          new HostileRequests(served.uri().resolve("/v1/models/model:predict"));
      AtomicInteger next = new AtomicInteger();
      ExecutorService hostile = Executors.newFixedThreadPool(HOSTILE_CLIENTS);
      List<Future<Optional<Kind>>> sent = new ArrayList<>();
      for (int i = 0; i < HOSTILE; i++) {
        sent.add(hostile.submit(() -> send(requests, next.getAndIncrement())));
      }
      hostile.shutdown();
      int answers = 0;
      long longest = 0;
      do {
        long start = System.nanoTime();
        assertEquals(200, served.ask(file).status());
        longest = Math.max(longest, System.nanoTime() - start);
        answers++;
      } while (!hostile.isTerminated());
      Set<Kind> answered = EnumSet.copyOf(OFTEN_IN_VAIN);
      for (Future<Optional<Kind>> each : sent) {
        each.get().ifPresent(answered::add);
      }
      assertEquals(EnumSet.allOf(Kind.class), answered);
      assertEquals(200, served.ask(file).status());
      System.out.printf(
          "%d hostile requests, %d at once: %,d others answered meanwhile, the longest after %.0f ms%n",
          HOSTILE, HOSTILE_CLIENTS, answers, longest / 1e6);
    }
  }

  /** Each byte comes in time, and the last never. */
  @ParameterizedTest
  @ValueSource(strings = {"", "POST /v1/models/model:predict HTTP/1.1\r\nX: "})
  void headersThatNeverEndAreCutOff(String start) throws Exception {
    try (Served served = Served.open(folder, IMPATIENT);
        Socket socket = new Socket(served.uri().getHost(), served.uri().getPort())) {
      long opened = System.nanoTime();
      assertThrows(
          IOException.class,
          () -> {
            socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
              socket.getOutputStream().write('x');
              Thread.sleep(100);
            }
          });
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - opened);
      long most = IMPATIENT.head().toSeconds() + 3;
      assertTrue(seconds <= most, () -> "after %d s".formatted(seconds));
      assertEquals(200, served.get("").status());
    }
  }

  /** The kind of the request, where the answer tells what is wrong with that. */
  private static Optional<Kind> send(HostileRequests requests, int number) throws IOException {
    Kind kind = Kind.values()[number % Kind.values().length];
    OptionalInt status = requests.send(kind, new Random(number));
    status.ifPresent(
        code ->
            assertTrue(
                kind.expects(code), () -> "%s, seed %d: status %d".formatted(kind, number, code)));
    return status.isPresent() && kind.isOwn(status.getAsInt())
        ? Optional.of(kind)
        : Optional.empty();
  }

  private static Limits impatient(Limits usual) {
    return new Limits(
        usual.bodyBytes(),
        usual.bodiesBytes(),
        usual.images(),
        usual.requests(),
        usual.connections(),
        usual.headerBytes(),
        usual.depth(),
        usual.pixels(),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20));
  }

  private static <T> List<T> inThreads(int count, Callable<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(count, task))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
