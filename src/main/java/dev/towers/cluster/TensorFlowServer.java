package dev.towers.cluster;

import dev.towers.files.Json;
import dev.towers.files.Reason;
import dev.towers.tower.Bfloat16;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tensorflow.Server;

/**
 * The process of a TensorFlow server, which serves one driver and ends with it: a server cannot be
 * stopped by itself, and one whose session broke off may refuse the next. It tells what the machine
 * has, is told its {@link Assignment}, tells that it is up, each on a line of JSON, then tells
 * every second that it lives, until its standard input ends, as it does when the worker that
 * started it is no more.
 */
final class TensorFlowServer {
  private static final Duration BETWEEN_BEATS = Duration.ofSeconds(1);

  private TensorFlowServer() {}

  /** What the machine has. */
  record Means(int processors, int gpus, boolean bfloat16) {}

  /**
   * How the start went.
   *
   * @param problem empty where it is up
   */
  record Started(String problem) {}

  public static void main(String[] args) throws IOException {
    PrintStream told = System.out;
    System.setOut(System.err);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    told.println(Json.line(means()));
    String order = orders.readLine();
    if (order != null) {
      told.println(Json.line(start(Json.read(order, Assignment.class))));
      Thread pulse = new Thread(() -> beat(told), "pulse");
      pulse.setDaemon(true);
      pulse.start();
      while (orders.readLine() != null) {
        // nothing more is said
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void beat(PrintStream told) {
    try {
      while (true) {
        told.println();
        Thread.sleep(BETWEEN_BEATS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Means means() {
    int gpus = TensorFlowStart.gpus().size();
    return new Means(
        Runtime.getRuntime().availableProcessors(), gpus, Bfloat16.isFastOn(Devices.cpus(1)));
  }

  /** The server is never closed: it ends with its process. */
  private static Started start(Assignment assignment) {
    try {
      new Server(assignment.server()).start();
      return new Started("");
    } catch (RuntimeException e) {
      return new Started(Reason.of(e));
    }
  }
}
