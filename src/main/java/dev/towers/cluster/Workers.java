package dev.towers.cluster;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.tower.Cluster;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The workers that this process drives, from when it has taken them until it lets them go. */
public final class Workers implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** How long an elastic run waits for more workers than it has. */
  private static final Duration SETTLED = Tenancy.LEASE.plusSeconds(5);

  private static final int SECONDS_BETWEEN_LOOKS = 5;

  private final List<Lease> leases;
  private final List<WorkerAddress> absent;
  private final Reputation reputation;
  private final HttpClient client = Lease.client();
  private final ScheduledExecutorService looks = Lease.timer("absent workers");
  private volatile WorkerAddress back;

  private Workers(List<Lease> leases, List<WorkerAddress> absent, Reputation reputation) {
    this.leases = List.copyOf(leases);
    this.absent = List.copyOf(absent);
    this.reputation = reputation;
    reputation.hold(this.leases.stream().map(Lease::address).toList());
    looks.scheduleWithFixedDelay(
        this::lookForAbsent, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  private void lookForAbsent() {
    for (WorkerAddress address : absent.stream().filter(reputation::admits).toList()) {
      Lease.isFree(client, address)
          .thenAccept(
              free -> {
                if (free) {
                  back = address;
                }
              });
    }
  }

  /**
   * Takes the workers, waiting for those that are not up yet; the caller closes it.
   *
   * @param driver who takes them, for people
   * @param wait for how long
   * @param elastic whether some are enough, after a while
   * @param reputation says which are left out; it hears of those that refuse to come
   * @param progress hears of each that is waited for
   * @throws InputException if one does not come up, or is not for us
   */
  public static Workers take(
      List<WorkerAddress> addresses,
      String driver,
      Duration wait,
      boolean elastic,
      Reputation reputation,
      Progress progress)
      throws InterruptedException {
    Roll roll = new Roll(addresses, driver, reputation, progress);
    Duration settled = wait.compareTo(SETTLED) < 0 ? wait : SETTLED;
    try {
      long start = System.nanoTime();
      while (!roll.call()) {
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (elastic && waited.compareTo(settled) > 0 && !roll.taken().isEmpty()) {
          roll.leaveOutRefusing();
          break;
        }
        roll.requirePatience(waited, wait, elastic);
        Thread.sleep(BETWEEN_TRIES.toMillis());
      }
      return new Workers(roll.taken(), roll.missing(), reputation);
    } catch (InterruptedException | RuntimeException | Error e) {
      roll.close();
      throw e;
    }
  }

  /** One that was not there when the others were taken, and now is. */
  public Optional<String> back() {
    return Optional.ofNullable(back).map(WorkerAddress::toString);
  }

  /** The processors of all machines together. */
  public int processors() {
    return leases.stream().mapToInt(lease -> lease.offer().processors()).sum();
  }

  /** Whether the CPUs of all have instructions for bfloat16. */
  public boolean haveBfloat16() {
    return leases.stream().allMatch(lease -> lease.offer().bfloat16());
  }

  /**
   * The devices that the user asked for, on each worker.
   *
   * @param text as {@link Devices#parse} takes it
   * @param patience how long one run of a session may take
   * @throws InputException if a worker has them not, or if they are not all of one kind
   */
  public Devices devices(String text, Duration patience) {
    List<Device> devices = new ArrayList<>();
    for (int task = 0; task < leases.size(); task++) {
      for (Device device : ofOne(task, text).list()) {
        devices.add(device.on(task));
      }
    }
    if (devices.stream().map(Device::kind).distinct().count() > 1) {
      throw InputException.about(
          "%s %s: some workers have GPUs and some have none; choose with %s cpu:1",
          Devices.DEVICES, text, Devices.DEVICES);
    }
    List<String> runtimes = leases.stream().map(Lease::runtime).toList();
    return new Devices(devices, new Cluster(runtimes, patience));
  }

  private Devices ofOne(int task, String text) {
    List<Device> gpus =
        IntStream.range(0, leases.get(task).offer().gpus())
            .mapToObj(i -> new Device(Device.Kind.GPU, i))
            .toList();
    return Devices.parse(text, gpus);
  }

  /**
   * Starts the TensorFlow servers.
   *
   * @param devices as {@link #devices} was told
   * @param threads within an op
   * @throws WorkerLostException if one does not come up
   */
  public void start(String devices, int threads) throws WorkerLostException, InterruptedException {
    List<String> runtimes = leases.stream().map(Lease::runtime).toList();
    for (int task = 0; task < leases.size(); task++) {
      Lease lease = leases.get(task);
      try {
        lease.start(new Assignment(runtimes, task, devices, threads));
      } catch (Lease.RefusedException e) {
        throw new WorkerLostException(
            "the worker %s %s".formatted(lease.address(), e.getMessage()),
            List.of(lease.address()),
            e);
      } catch (IOException e) {
        throw new WorkerLostException(
            "the worker %s %s".formatted(lease.address(), Lease.reason(e)),
            List.of(lease.address()),
            e);
      }
    }
  }

  /** What is wrong with which workers; they are asked if nothing is known of any. */
  public List<String> problems() {
    List<String> known = leases.stream().map(Lease::problem).filter(p -> !p.isEmpty()).toList();
    if (!known.isEmpty()) {
      return known;
    }
    List<CompletableFuture<String>> asked = leases.stream().map(Lease::ask).toList();
    return asked.stream().map(CompletableFuture::join).filter(p -> !p.isEmpty()).toList();
  }

  /** Those with {@link #problems}. */
  public List<WorkerAddress> lost() {
    return leases.stream().filter(lease -> !lease.problem().isEmpty()).map(Lease::address).toList();
  }

  /** Where they are reached, as the user named them. */
  public List<String> addresses() {
    return leases.stream().map(lease -> lease.address().toString()).toList();
  }

  /** Lets them go; a second time does nothing. */
  @Override
  public void close() {
    if (looks.isShutdown()) {
      return;
    }
    looks.shutdownNow();
    Lease.end(leases);
  }
}
