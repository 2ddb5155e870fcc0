package dev.towers.cluster;

import dev.towers.InputException;
import dev.towers.Progress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which workers a driver has, and why not the others. */
final class Roll {
  /** For how long one that says no is asked again: the driver that has it may have died. */
  private static final Duration TO_BE_FREE = Tenancy.LEASE.plusSeconds(5);

  private final List<WorkerAddress> addresses;
  private final String driver;
  private final Reputation reputation;
  private final Progress progress;
  private final HttpClient client = Lease.client();
  private final Map<WorkerAddress, Lease> taken = new LinkedHashMap<>();
  private final Map<WorkerAddress, Missing> missing = new LinkedHashMap<>();

  /**
   * A worker that we have not.
   *
   * @param why after its name
   * @param kind of reason
   */
  private record Missing(String why, Kind kind) {
    static final Missing LEFT_OUT =
        new Missing("was of no use when the run last went on with it", Kind.LEFT_OUT);

    enum Kind {
      ABSENT,
      REFUSING,
      LEFT_OUT
    }

    boolean is(Kind other) {
      return kind == other;
    }
  }

  Roll(List<WorkerAddress> addresses, String driver, Reputation reputation, Progress progress) {
    this.addresses = addresses;
    this.driver = driver;
    this.reputation = reputation;
    this.progress = progress;
  }

  /**
   * Tries to take those that we have not, or no more, and tells why not; true when we have all that
   * are not left out, and any.
   */
  boolean call() throws InterruptedException {
    dropEnded();
    for (WorkerAddress address : addresses) {
      if (taken.containsKey(address)) {
        continue;
      }
      if (reputation.admits(address)) {
        call(address);
      } else {
        missing.put(address, Missing.LEFT_OUT);
      }
    }
    return !taken.isEmpty()
        && missing.values().stream().allMatch(problem -> problem.is(Missing.Kind.LEFT_OUT));
  }

  /** A worker that was started again has let us go. */
  private void dropEnded() {
    List<Lease> gone = taken.values().stream().filter(Lease::ended).toList();
    gone.forEach(lease -> taken.remove(lease.address()));
    Lease.end(gone);
  }

  private void call(WorkerAddress address) throws InterruptedException {
    Missing problem;
    try {
      taken.put(address, Lease.take(client, address, driver));
      missing.remove(address);
      return;
    } catch (Lease.RefusedException e) {
      problem = new Missing(e.getMessage(), Missing.Kind.REFUSING);
    } catch (IOException e) {
      problem = new Missing(Lease.reason(e), Missing.Kind.ABSENT);
    }
    if (!problem.equals(missing.put(address, problem))) {
      progress.say("Waiting for the worker %s: it %s".formatted(address, problem.why()));
    }
  }

  /**
   * Looks whether it is time to give up.
   *
   * @param wait for workers that are not up
   * @param anyWillDo whether there is hope as long as one may come, rather than all
   * @throws InputException if so
   */
  void requirePatience(Duration waited, Duration wait, boolean anyWillDo) {
    Predicate<Missing> isHopeless =
        problem -> waited.compareTo(problem.is(Missing.Kind.REFUSING) ? TO_BE_FREE : wait) > 0;
    boolean tooLong =
        anyWillDo
            ? missing.values().stream().allMatch(isHopeless)
            : missing.values().stream().anyMatch(isHopeless);
    if (tooLong) {
      String them = missing.size() == 1 ? "it" : "them";
      throw InputException.about(
          "%s: %s; start %s, wait for %s, or leave %s out",
          WorkerAddress.CLUSTER, whyMissing(), them, them, them);
    }
  }

  /** Leaves those out for a while that are up and say no, and tells why. */
  void leaveOutRefusing() {
    missing.forEach(
        (address, problem) -> {
          if (problem.is(Missing.Kind.REFUSING)) {
            String without = reputation.exclude(address);
            progress.say("Going on %s: it %s".formatted(without, problem.why()));
          }
        });
  }

  private String whyMissing() {
    return missing.entrySet().stream()
        .map(one -> "the worker %s %s".formatted(one.getKey(), one.getValue().why()))
        .collect(Collectors.joining(", and "));
  }

  /** Those that we have, in the order of the addresses. */
  List<Lease> taken() {
    return addresses.stream().filter(taken::containsKey).map(taken::get).toList();
  }

  /** The others. */
  List<WorkerAddress> missing() {
    return List.copyOf(missing.keySet());
  }

  /** Lets all go. */
  void close() {
    Lease.end(taken.values());
  }
}
