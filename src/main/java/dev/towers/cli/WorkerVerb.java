package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.bench.WholeNumbers;
import dev.towers.cluster.Network;
import dev.towers.cluster.Worker;
import dev.towers.cluster.WorkerAddress;
import dev.towers.run.StopRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "worker",
    description = {
      "Lends this host's devices to a run that another process drives: train --cluster. It serves"
          + " one driver at a time, until it is stopped. TensorFlow's servers listen on every"
          + " network and ask for no password: whoever reaches one can run any op on this host."
    })
final class WorkerVerb extends Verb {
  private static final WholeNumbers PORTS =
      new WholeNumbers(new SettingName("runtime-port"), 0, 65_535);

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT,...",
      required = true,
      description = "The workers of the cluster, this one among them.")
  private String cluster;

  @Option(
      names = "--task",
      paramLabel = "N",
      defaultValue = "0",
      description = "Which of them this is, from 0 (default: ${DEFAULT-VALUE}).")
  private int task;

  @Option(
      names = "--runtime-port",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "The port that TensorFlow's server listens on while there is a run; 0 takes a free one"
              + " (default: ${DEFAULT-VALUE}).")
  private int runtimePort;

  @Option(
      names = "--trust-network",
      description =
          "Start although other hosts reach this one: everyone who does may run anything on it.")
  private boolean trustNetwork;

  @Override
  void run() throws Exception {
    PORTS.require(runtimePort);
    List<WorkerAddress> addresses = WorkerAddress.parse(cluster);
    if (task < 0 || task >= addresses.size()) {
      throw new InputException(
          "--task takes 0 to %d, the place of this worker in --cluster, not %d"
              .formatted(addresses.size() - 1, task));
    }
    if (!trustNetwork && !Network.isLoopbackOnly()) {
      throw new InputException(
          "a worker lets everyone who reaches this host run anything on it, and it has a network"
              + " besides the loopback one: close that in (see SECURITY.md) and add"
              + " --trust-network");
    }
    try (StopRequest stop = StopRequest.open(console(), "Stopping");
        Worker worker = Worker.open(addresses.get(task), runtimePort, console())) {
      console().print("worker    %s, task %d", worker.address(), task);
      console().warn("Anyone who reaches this host can run anything on it. Ctrl-C stops.");
      stop.await();
    }
  }
}
