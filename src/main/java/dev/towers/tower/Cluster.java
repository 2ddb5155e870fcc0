package dev.towers.tower;

import java.time.Duration;
import java.util.List;

/**
 * The TensorFlow servers, each in a process of its own, that the devices of a session belong to.
 *
 * @param runtimes their addresses, {@code host:port}; the place of each is the number of its task
 * @param patience how long one run of a session may take; without end where that is zero
 */
public record Cluster(List<String> runtimes, Duration patience) {
  /** The job that all of them do. */
  public static final String JOB = "worker";

  private static final Cluster NONE = new Cluster(List.of(), Duration.ZERO);

  public Cluster {
    runtimes = List.copyOf(runtimes);
  }

  /** No server: the devices are those of this process. */
  public static Cluster none() {
    return NONE;
  }

  public boolean isNone() {
    return runtimes.isEmpty();
  }

  /** The server that drives the sessions, as TensorFlow names it. */
  String target() {
    return "grpc://" + runtimes.get(0);
  }
}
