package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Workers in processes of their own, on a network that nothing else reaches. */
final class LoneWorkers implements AutoCloseable {
  /** Where there may be one each. */
  static final List<String> ADDRESSES = List.of("127.0.0.1:2222", "127.0.0.1:2223");

  static final String CLUSTER = String.join(",", ADDRESSES);

  private static final int ANY_PORT = 0;
  private static final int SECONDS_TO_WAIT = 180;

  private final TrainJar jar;
  private final Map<Integer, TrainJar.Life> lives = new TreeMap<>();

  /**
   * None yet; the caller closes it.
   *
   * @param jar on the network
   */
  LoneWorkers(TrainJar jar) {
    this.jar = jar;
  }

  /** Starts some, anew where they were killed, and waits until they are up. */
  void start(int... tasks) throws Exception {
    startWith(ANY_PORT, tasks);
  }

  /** As {@link #start}, with TensorFlow servers on this port. */
  void startWith(int runtimePort, int... tasks) throws Exception {
    for (int task : tasks) {
      close(lives.remove(task));
      lives.put(
          task,
          jar.start(
              "worker",
              "--cluster",
              CLUSTER,
              "--task",
              Integer.toString(task),
              "--runtime-port",
              Integer.toString(runtimePort)));
    }
    for (int task : tasks) {
      Path out = lives.get(task).streams().resolve("out");
      await(
          () -> Files.readString(out).startsWith("worker    " + ADDRESSES.get(task)),
          "no worker comes up");
    }
  }

  /** Sends one a signal, such as {@code KILL}. */
  void signal(int task, String name) throws Exception {
    lives.get(task).signal(name);
  }

  /** The TensorFlow server of one that has a driver. */
  ProcessHandle serverOf(int task) {
    return lives.get(task).process().descendants().findFirst().orElseThrow();
  }

  /** Whether one has a TensorFlow server that has kept a processor busy for so long. */
  boolean hasWorked(int task, Duration time) {
    return lives
        .get(task)
        .process()
        .descendants()
        .map(server -> server.info().totalCpuDuration().orElse(Duration.ZERO))
        .anyMatch(busy -> busy.compareTo(time) > 0);
  }

  /** Waits for something that happens elsewhere. */
  static void await(Callable<Boolean> event, String otherwise) throws Exception {
    Instant end = Instant.now().plusSeconds(SECONDS_TO_WAIT);
    while (!event.call()) {
      assertTrue(Instant.now().isBefore(end), otherwise);
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws IOException {
    for (TrainJar.Life life : lives.values()) {
      close(life);
    }
  }

  private static void close(TrainJar.Life life) throws IOException {
    if (life != null) {
      life.close();
    }
  }
}
