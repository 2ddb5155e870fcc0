package dev.towers.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What an elastic run knows of its workers from one session to the next. A worker that answers may
 * still be of no use, so one that the run went on with in vain is left out for a while, which
 * doubles each time until the worker has proved of use.
 */
public final class Reputation {
  private static final Duration SHORTEST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final LongSupplier nanoTime;
  private final Map<WorkerAddress, Exclusion> exclusions = new HashMap<>();
  private final Set<WorkerAddress> proved = new HashSet<>();
  private List<WorkerAddress> held = List.of();

  /** For how long a worker is left out, from when. */
  private record Exclusion(long start, Duration length) {
    boolean lastsAt(long now) {
      return now - start < length.toNanos();
    }

    Exclusion again(long now) {
      Duration twice = length.multipliedBy(2);
      return new Exclusion(now, twice.compareTo(LONGEST) < 0 ? twice : LONGEST);
    }
  }

  /**
   * @param nanoTime the time in nanoseconds, from any start
   */
  Reputation(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Of workers of which nothing is known. */
  public static Reputation unknown() {
    return new Reputation(System::nanoTime);
  }

  /** Whether a worker may be taken now. */
  synchronized boolean admits(WorkerAddress worker) {
    return !exclusions.containsKey(worker) || !exclusions.get(worker).lastsAt(nanoTime.getAsLong());
  }

  /** Leaves a worker out for a while; returns "without the worker W for N seconds". */
  synchronized String exclude(WorkerAddress worker) {
    long now = nanoTime.getAsLong();
    proved.remove(worker);
    Exclusion exclusion =
        exclusions.compute(
            worker, (same, last) -> last == null ? new Exclusion(now, SHORTEST) : last.again(now));
    return "without the worker %s for %d seconds".formatted(worker, exclusion.length().toSeconds());
  }

  /** Notes which workers the next session has, in their order. */
  synchronized void hold(List<WorkerAddress> workers) {
    held = List.copyOf(workers);
  }

  /** The session got on: all workers that it had are of use. */
  public synchronized void prove() {
    proved.addAll(held);
    exclusions.keySet().removeAll(held);
  }

  /**
   * The session ended in vain: leaves out those that were lost. Where none is known to be, the last
   * that has not proved of use is left out, for the first has the session of all.
   *
   * @return for each, "without the worker W for N seconds"
   */
  public synchronized List<String> excludeUseless(List<WorkerAddress> lost) {
    List<WorkerAddress> useless = lost.isEmpty() ? suspect() : lost;
    return useless.stream().map(this::exclude).toList();
  }

  private List<WorkerAddress> suspect() {
    List<WorkerAddress> unproved = new ArrayList<>(held);
    unproved.removeAll(proved);
    List<WorkerAddress> suspects = unproved.isEmpty() ? held : unproved;
    return suspects.subList(Math.max(0, suspects.size() - 1), suspects.size());
  }
}
