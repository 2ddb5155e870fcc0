package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.files.Json;
import dev.towers.run.Outputs;
import dev.towers.run.RunFolder;
import dev.towers.run.RunLock;
import dev.towers.run.SavedRun;
import dev.towers.run.TrainSettings;
import dev.towers.run.TrainingRun;
import dev.towers.tower.Devices;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description = "Trains a network, tests it, and exports it as a SavedModel.")
final class TrainVerb extends Verb {
  private static final String DEFAULT_RECIPE = "quickstart";

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
      description =
          "A named set of options; one given beside it wins (default: " + DEFAULT_RECIPE + ").")
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
      description =
          "Delete all but the newest N versions of the model; 0 keeps all (default: "
              + Outputs.KEEP_ALL
              + ").")
  private Integer keepVersions;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description =
          "Steps between two checkpoints, beside those every ten minutes, at the end of an epoch"
              + " and on Ctrl-C; 0 makes only these (default: "
              + Outputs.CHECKPOINT_EVERY
              + ").")
  private Integer checkpointEvery;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in --run from its last checkpoint, with its options, to the same"
              + " result as if it had never stopped.")
  private boolean resume;

  @Override
  void run() throws Exception {
    if (resume) {
      goOn();
    } else {
      TrainSettings settings = settings(TrainSettings.recipe(or(recipe, DEFAULT_RECIPE)));
      training(settings, outputs(Outputs.usual(settings)), or(run, Outputs.usualRun())).begin();
    }
  }

  private void goOn() throws Exception {
    if (run == null) {
      throw new InputException("--resume needs --run DIR, the folder of the run to go on with");
    }
    if (!new RunFolder(run).checkpoints().exist()) {
      throw SavedRun.none(run);
    }
    try (RunLock lock = RunLock.open(run)) {
      SavedRun saved = SavedRun.find(lock.folder(), console());
      TrainSettings began = saved.state().settings();
      saved.requireSame(settings(recipe == null ? began : TrainSettings.recipe(recipe)));
      Optional<String> figures = lock.folder().figures();
      if (figures.isPresent()) {
        console()
            .print(
                "The run in %s is complete: its model is in %s",
                run, Json.parse(figures.get()).path("model").asText());
      } else {
        training(began, outputs(saved.state().outputs()), run).resume(saved);
      }
    }
  }

  private TrainingRun training(TrainSettings settings, Outputs outputs, Path folder) {
    Devices opened = openDevices(settings.devices());
    return new TrainingRun(settings, outputs, folder, opened, gpus(), console());
  }

  private Outputs outputs(Outputs base) {
    return new Outputs(
        export == null ? base.export() : export.toString(),
        or(keepVersions, base.keepVersions()),
        or(checkpointEvery, base.checkpointEvery()));
  }

  private TrainSettings settings(TrainSettings base) {
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
