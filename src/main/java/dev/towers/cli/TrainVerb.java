package dev.towers.cli;

import dev.towers.InputException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description = "Trains a network, tests it, and exports it as a SavedModel.")
final class TrainVerb extends Verb {
  @Option(
      names = "--data",
      paramLabel = "auto|cifar10|sample|PATH",
      description = {
        "The images: CIFAR-10 (auto: the embedded sample where that cannot be had),"
            + " or a folder or archive of them (default: ${bundle:default.data})."
      })
  private String data;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "The network to train (default: ${bundle:default.network}).")
  private String network;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      defaultValue = "quickstart",
      description = "A named set of options; one given beside it wins (default: ${DEFAULT-VALUE}).")
  private String recipe;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images (default: ${bundle:default.epochs}).")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images to a step (default: ${bundle:default.batch-size}).")
  private Integer batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description =
          "How far a step goes down the gradient (default: ${bundle:default.learning-rate}).")
  private Double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "X",
      description = "How much of its velocity a step keeps (default: ${bundle:default.momentum}).")
  private Double momentum;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Repeats a run when given again (default: ${bundle:default.seed}).")
  private Long seed;

  @Option(
      names = "--devices",
      paramLabel = "auto|cpu:N|gpu:0,1",
      description =
          "One tower on each: all GPUs, else the CPU (default: ${bundle:default.devices}).")
  private String devices;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads within an op; 0 chooses (default: ${bundle:default.threads}).")
  private Integer threads;

  @Option(
      names = "--log-every",
      paramLabel = "N",
      description =
          "Steps between two lines about the loss (default: ${bundle:default.log-every}).")
  private Integer logEvery;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Where to leave settings, metrics and pictures (default: runs/DATE-TIME).")
  private Path run;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description = "Where to publish the model (default: savedmodel/NETWORK).")
  private Path export;

  @Option(
      names = "--keep-versions",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Delete all but the newest N versions of the model; 0 keeps all (default:"
              + " ${DEFAULT-VALUE}).")
  private int keepVersions;

  @Override
  void run() throws Exception {
    if (keepVersions < 0) {
      throw new InputException(
          "--keep-versions takes a whole number, 0 for all, not " + keepVersions);
    }
    TrainSettings settings = settings();
    TrainingRun.Folders folders = TrainingRun.Folders.of(settings, run, export);
    new TrainingRun(settings, folders, openDevices(settings.devices()), keepVersions, console())
        .run();
  }

  private TrainSettings settings() {
    TrainSettings base = TrainSettings.recipe(recipe);
    return new TrainSettings(
        or(data, base.data()),
        or(network, base.network()),
        or(epochs, base.epochs()),
        or(batchSize, base.batchSize()),
        or(learningRate, base.learningRate()),
        or(momentum, base.momentum()),
        or(seed, base.seed()),
        or(devices, base.devices()),
        or(threads, base.threads()),
        or(logEvery, base.logEvery()));
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
