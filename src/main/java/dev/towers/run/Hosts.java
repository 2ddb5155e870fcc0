package dev.towers.run;

import dev.towers.Output;
import dev.towers.cluster.Reputation;
import dev.towers.cluster.WorkerAddress;
import dev.towers.cluster.WorkerLostException;
import dev.towers.cluster.Workers;
import dev.towers.files.Reason;
import dev.towers.tower.Bfloat16;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whose devices the towers sit on: those of this process, or those of a cluster's workers. */
public final class Hosts implements AutoCloseable {
  private final Devices devices;
  private final Optional<Workers> workers;

  private Hosts(Devices devices, Optional<Workers> workers) {
    this.devices = devices;
    this.workers = workers;
  }

  /** Those of this process. */
  public static Hosts here(Devices devices) {
    return new Hosts(devices, Optional.empty());
  }

  /**
   * Those that the settings name; workers are held until it is closed.
   *
   * @param purpose what for, in the words in which a worker tells others who has it
   * @throws dev.towers.InputException if they or their devices are not there
   */
  public static Hosts open(Settings settings, String purpose, Output output)
      throws InterruptedException {
    return open(settings, purpose, Reputation.unknown(), output);
  }

  /**
   * As the other, for a run that may have had workers before.
   *
   * @param reputation of the workers
   */
  static Hosts open(Settings settings, String purpose, Reputation reputation, Output output)
      throws InterruptedException {
    String text = settings.get(Settings.DEVICES);
    if (settings.get(Settings.CLUSTER).isEmpty()) {
      return here(Devices.parse(text, TensorFlowStart.gpus(), sideBySide(settings)));
    }
    Workers workers =
        Workers.take(
            WorkerAddress.parse(settings.get(Settings.CLUSTER)),
            driver(purpose),
            Duration.ofSeconds(settings.get(Settings.CLUSTER_WAIT)),
            settings.get(Settings.ELASTIC),
            reputation,
            output);
    try {
      Duration patience = Duration.ofSeconds(settings.get(Settings.STEP_TIMEOUT));
      return new Hosts(workers.devices(text, patience), Optional.of(workers));
    } catch (RuntimeException | Error e) {
      workers.close();
      throw e;
    }
  }

  /** How many of the towers the processors have threads for at a time; at least one. */
  private static int sideBySide(Settings settings) {
    int threads = Math.max(1, settings.get(Settings.THREADS));
    int room = Runtime.getRuntime().availableProcessors() / threads;
    return Math.max(1, Math.min(settings.get(Settings.TOWERS), room));
  }

  /** What the workers call us. */
  private static String driver(String purpose) {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "a host without a name";
    }
    return "%s, process %d, %s".formatted(host, ProcessHandle.current().pid(), purpose);
  }

  public Devices devices() {
    return devices;
  }

  /** The workers, where there are any. */
  public Optional<Workers> workers() {
    return workers;
  }

  /** Processors of all hosts for each device. */
  public int processorsToDevice() {
    int processors =
        workers.map(Workers::processors).orElseGet(Runtime.getRuntime()::availableProcessors);
    return Math.max(1, processors / devices.count());
  }

  /** Whether all devices compute with bfloat16 faster than with float32. */
  boolean haveFastBfloat16() {
    return workers
        .map(all -> devices.main().isCpu() && all.haveBfloat16())
        .orElseGet(() -> Bfloat16.isFastOn(devices));
  }

  /** A worker that the run could have and has not, if there is one. */
  Optional<String> back() {
    return workers.flatMap(Workers::back);
  }

  /** Brings up what a session needs. */
  public void start(Settings decided) throws IOException, InterruptedException {
    if (workers.isPresent()) {
      workers.get().start(decided.get(Settings.DEVICES), decided.get(Settings.THREADS));
    }
  }

  /**
   * Lets all go after a session has failed; returns why it failed: a worker that is lost, if one
   * is.
   */
  public IOException giveUp(Throwable failure) {
    List<String> problems = workers.map(Workers::problems).orElse(List.of());
    List<WorkerAddress> lost = workers.map(Workers::lost).orElse(List.of());
    close();
    if (!problems.isEmpty()) {
      return new WorkerLostException(
          "the worker " + String.join(", and the worker ", problems), lost, failure);
    }
    return workers.isPresent() && String.valueOf(failure.getMessage()).contains("Deadline")
        ? new WorkerLostException(
            "a step took longer than %d seconds, though all workers answer: the network between"
                    .formatted(devices.cluster().patience().toSeconds())
                + " them is cut, or the time is too short",
            lost,
            failure)
        : new IOException(Reason.of(failure), failure);
  }

  @Override
  public void close() {
    workers.ifPresent(Workers::close);
  }
}
