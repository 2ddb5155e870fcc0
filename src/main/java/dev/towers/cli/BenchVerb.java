package dev.towers.cli;

import dev.towers.SettingName;
import dev.towers.bench.BenchReport;
import dev.towers.bench.ScalingBench;
import dev.towers.bench.ScalingChart;
import dev.towers.bench.ScalingPlan;
import dev.towers.bench.ThreadShare;
import dev.towers.files.OutputFolder;
import dev.towers.files.WholeFile;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
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
          + " shows what dividing costs."
    })
final class BenchVerb extends Verb {
  private static final int MOST_VIRTUAL_BY_DEFAULT = 4;

  @Option(
      names = "--devices",
      paramLabel = "auto|cpu:N|gpu:0,1",
      defaultValue = "auto",
      description =
          "Where the towers sit, the first N for N towers: all GPUs, else as many virtual CPU"
              + " devices as it takes (default: ${DEFAULT-VALUE}).")
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
      if (inTotal != null) {
        return ThreadShare.inTotal(inTotal);
      }
      int cores = Runtime.getRuntime().availableProcessors();
      return ThreadShare.perTower(perTower != null ? perTower : Math.max(1, cores / mostTowers));
    }
  }

  @Override
  void run() throws IOException {
    List<Integer> asked = towers == null ? List.of() : ScalingPlan.parseTowers(towers);
    requireWritable(new SettingName("json"), json);
    requireWritable(new SettingName("chart"), chart);
    Devices found = openDevices(devices);
    boolean virtual = devices.equals("auto") && found.main().kind() == Device.Kind.CPU;
    List<Integer> counts =
        asked.isEmpty()
            ? ScalingPlan.doublingTo(virtual ? MOST_VIRTUAL_BY_DEFAULT : found.count())
            : asked;
    int most = Collections.max(counts);
    Devices chosen = virtual ? Devices.parse("cpu:" + most, List.of()) : found;
    ScalingPlan plan = new ScalingPlan(network, counts, batchSize, steps, warmup);
    BenchReport report = new ScalingBench(plan, chosen, threads.share(most)).measure(console());
    report.table().forEach(console()::print);
    if (json != null) {
      WholeFile.write(json, report.json());
    }
    if (chart != null) {
      new ScalingChart(report.results()).write(chart);
    }
  }

  private static void requireWritable(SettingName option, Path file) {
    if (file != null) {
      OutputFolder.of(option, file).requireWritable();
    }
  }
}
