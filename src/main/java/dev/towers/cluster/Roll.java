package dev.towers.cluster;

import dev.towers.InputException;
import dev.towers.Progress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which workers a driver has, and why not the others. */
final class Roll {
  /** For how long one that says no is asked again: the driver that has it may have died. */
  private static final Duration TO_BE_FREE = Tenancy.LEASE.plusSeconds(5);

  private final List<WorkerAddress> addresses;
  private final String driver;
  private final Progress progress;
  private final HttpClient client = Lease.client();
  private final Map<WorkerAddress, Lease> taken = new LinkedHashMap<>();
  private final Map<WorkerAddress, Missing> missing = new LinkedHashMap<>();

  /**
   * A worker that we have not.
   *
   * @param why after its name
   * @param answers whether it is up
   */
  private record Missing(String why, boolean answers) {}

  Roll(List<WorkerAddress> addresses, String driver, Progress progress) {
    this.addresses = addresses;
    this.driver = driver;
    this.progress = progress;
  }

  /** Tries to take those that we have not, and tells why not; true when we have all. */
  boolean call() throws InterruptedException {
    for (WorkerAddress address : addresses) {
      if (!taken.containsKey(address)) {
        call(address);
      }
    }
    return missing.isEmpty();
  }

  private void call(WorkerAddress address) throws InterruptedException {
    Missing problem;
    try {
      taken.put(address, Lease.take(client, address, driver));
      missing.remove(address);
      return;
    } catch (Lease.RefusedException e) {
      problem = new Missing(e.getMessage(), true);
    } catch (IOException e) {
      problem = new Missing(Lease.reason(e), false);
    }
    if (!problem.equals(missing.put(address, problem))) {
      progress.say("Waiting for the worker %s: it %s".formatted(address, problem.why()));
    }
  }

  /**
   * Looks whether it is time to give up.
   *
   * @param wait for workers that are not up
   * @throws InputException if so
   */
  void requirePatience(Duration waited, Duration wait) {
    boolean tooLong =
        missing.values().stream()
            .anyMatch(problem -> waited.compareTo(problem.answers() ? TO_BE_FREE : wait) > 0);
    if (tooLong) {
      String them = missing.size() == 1 ? "it" : "them";
      throw InputException.about(
          "%s: %s; start %s, wait for %s, or leave %s out",
          WorkerAddress.CLUSTER, whyMissing(), them, them, them);
    }
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
