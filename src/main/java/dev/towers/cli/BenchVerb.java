package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.bench.BenchReport;
import dev.towers.bench.ScalingBench;
import dev.towers.bench.ScalingChart;
import dev.towers.bench.ScalingPlan;
import dev.towers.bench.ThreadShare;
import dev.towers.files.OutputFile;
import dev.towers.files.WholeFile;
import dev.towers.run.Hosts;
import dev.towers.run.Settings;
import dev.towers.tower.Devices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    modelTransformer = SettingOptions.OfCluster.class,
    description = {
      "Measures how training scales with the number of towers. Strong scaling divides one batch"
          + " between the towers, weak scaling gives each tower a batch. The numbers of towers take"
          + " turns, five steps each; the times are those of whole training steps on random images.",
      "",
      "Speed-up is against one tower, efficiency is the speed-up of each tower, spread is the width"
          + " of the middle half of the steps against the median.",
      "",
      "In the column threads, 2x1 means two towers with one thread each. Virtual CPU devices are"
          + " parts of one processor: with --threads-per-tower each tower brings threads of its own,"
          + " as a device would; with --threads N towers divide what one tower has alone, which"
          + " shows what dividing costs.",
      "",
      "With --cluster the towers sit on the devices of workers, first those of the first worker. For"
          + " each number of towers the table then tells in how many processes they sit, and what"
          + " these send each other in a step: the messages and kB of tensors that TensorFlow's"
          + " servers counted, and the kB of weights and gradients by their sizes. The one tower that"
          + " the others are compared with sits on the first worker."
    })
final class BenchVerb extends Verb {
  @Spec private CommandSpec spec;

  private static final int MOST_VIRTUAL_BY_DEFAULT = 4;

  @Option(
      names = "--devices",
      paramLabel = "auto|cpu:N|gpu:0,1",
      defaultValue = "auto",
      description =
          "Where the towers sit, the first N for N towers: all GPUs, else as many virtual CPU"
              + " devices as it takes, or one of each worker (default: ${DEFAULT-VALUE}).")
  private String devices;

  @Option(
      names = "--towers",
      paramLabel = "N,N...",
      description =
          "The numbers of towers; 1 is always among them (default: 1,2,4 and so on up to all"
              + " devices).")
  private String towers;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = "quickstart",
      description = "The network to train (default: ${DEFAULT-VALUE}).")
  private String network;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "256",
      description = "Images to a step of one tower (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100",
      description = "Measured steps of each (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "10",
      description = "Steps of each before that (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @ArgGroup private final ThreadOptions threads = new ThreadOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write all figures to this file.")
  private Path json;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Also draw images per second by towers as a PNG file.")
  private Path chart;

  /** At most one of the two. */
  static final class ThreadOptions {
    @Option(
        names = "--threads-per-tower",
        paramLabel = "N",
        description =
            "Threads of each tower, within an op (default: the cores divided by the largest number"
                + " of towers).")
    private Integer perTower;

    @Option(
        names = "--threads",
        paramLabel = "N",
        description = "Threads of all towers together, divided between them; at least one each.")
    private Integer inTotal;

    ThreadShare share(int mostTowers) {
      int cores = Runtime.getRuntime().availableProcessors();
      return inTotal != null
          ? ThreadShare.inTotal(inTotal)
          : perTower(Math.max(1, cores / mostTowers));
    }

    ThreadShare perTower(int usual) {
      return ThreadShare.perTower(perTower != null ? perTower : usual);
    }

    /** The servers of workers keep the threads that they were started with. */
    void requireFitForWorkers() {
      if (inTotal != null) {
        throw new InputException(
            "--threads divides the threads of one process; with --cluster choose --threads-per-tower");
      }
    }
  }

  @Override
  void run() throws IOException, InterruptedException {
    List<Integer> asked = towers == null ? List.of() : ScalingPlan.parseTowers(towers);
    requireWritable(new SettingName("json"), json);
    requireWritable(new SettingName("chart"), chart);
    BenchReport report = measure(asked);
    report.table().forEach(console()::print);
    if (json != null) {
      WholeFile.write(json, report.json());
    }
    if (chart != null) {
      new ScalingChart(report.results()).write(chart);
    }
  }

  private BenchReport measure(List<Integer> asked) throws IOException, InterruptedException {
    Settings settings =
        SettingOptions.typed(spec.commandLine().getParseResult(), Settings.usual())
            .with(Settings.DEVICES, devices);
    boolean far = !settings.get(Settings.CLUSTER).isEmpty();
    if (far) {
      threads.requireFitForWorkers();
      plan(asked); // whatever is wrong with it is told before anyone is waited for
    }
    try (Hosts hosts = far ? Hosts.open(settings, "bench", console()) : here(asked)) {
      ScalingPlan plan =
          plan(asked.isEmpty() ? ScalingPlan.doublingTo(hosts.devices().count()) : asked);
      ThreadShare share =
          far ? threads.perTower(hosts.processorsToDevice()) : threads.share(plan.mostTowers());
      return new ScalingBench(plan, hosts, share).measure(settings, console());
    }
  }

  private ScalingPlan plan(List<Integer> counts) {
    return new ScalingPlan(network, counts, batchSize, steps, warmup);
  }

  /** The devices of this process: of virtual ones, as many as it takes. */
  private Hosts here(List<Integer> asked) {
    Devices found = openDevices(devices);
    if (!devices.equals("auto") || !found.main().isCpu()) {
      return Hosts.here(found);
    }
    int most = asked.isEmpty() ? MOST_VIRTUAL_BY_DEFAULT : Collections.max(asked);
    return Hosts.here(Devices.parse("cpu:" + most, List.of()));
  }

  private static void requireWritable(SettingName option, Path file) {
    if (file != null) {
      new OutputFile(option, file).requireWritable();
    }
  }
}
