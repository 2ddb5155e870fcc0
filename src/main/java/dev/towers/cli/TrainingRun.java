package dev.towers.cli;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.Batches;
import dev.towers.data.DataSource;
import dev.towers.data.Dataset;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.evaluate.Evaluation;
import dev.towers.export.ModelFolder;
import dev.towers.export.SavedModelWriter;
import dev.towers.export.TrainedModel;
import dev.towers.graph.Network;
import dev.towers.report.ConfusionChart;
import dev.towers.report.LossChart;
import dev.towers.report.SampleGrid;
import dev.towers.report.Tile;
import dev.towers.tower.Devices;
import dev.towers.train.Trainer;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingPlan;
import dev.towers.train.TrainingSession;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;

/** The main job: trains, publishes the model, tests it, and leaves figures and pictures. */
final class TrainingRun {
  private static final int SAMPLES_PER_CLASS = 10;
  private static final int QUICK_LOOK = 4;
  private static final int PICTURED_PREDICTIONS = 32;
  private static final int PICTURE_COLUMNS = 8;

  /** From this many images to a tower, more threads than one make an op faster. */
  private static final int THREADED_CHUNK = 32;

  private final TrainSettings settings;
  private final Folders folders;
  private final Devices devices;
  private final int keepVersions;
  private final Console console;

  /** Where a run leaves what it makes. */
  record Folders(Path run, Path export) {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /** The folders that the user named, or else the usual ones. */
    static Folders of(TrainSettings settings, Path run, Path export) {
      return new Folders(
          run != null ? run : Path.of("runs", NAME.format(LocalDateTime.now())),
          export != null ? export : Path.of("savedmodel", settings.network()));
    }
  }

  /**
   * @param keepVersions how many versions of the model to leave, 0 for all
   */
  TrainingRun(
      TrainSettings settings, Folders folders, Devices devices, int keepVersions, Console console) {
    this.settings = settings;
    this.folders = folders;
    this.devices = devices;
    this.keepVersions = keepVersions;
    this.console = console;
  }

  /** Tells the story. Whatever the user got wrong is found before anything is written. */
  void run() throws IOException, InterruptedException {
    Network network = Network.named(settings.network());
    DataSource source = DataSource.parse(settings.data());
    new OutputFolder("--run", folders.run()).requireWritable();
    new OutputFolder("--export", folders.export()).requireWritable();
    Dataset dataset = source.read(console);
    Seed seed = new Seed(settings.seed());
    try (TrainingGraph graph =
            TrainingGraph.open(
                network,
                dataset.shape(),
                dataset.classNames().size(),
                (float) settings.momentum(),
                devices,
                seed);
        TrainingSession session =
            TrainingSession.open(graph, dataset.shape(), devices, threads())) {
      RunFolder run = new RunFolder(folders.run());
      Files.createDirectories(run.path());
      run.writeSettings(settings.byOption());
      introduce(dataset, graph);

      Map<String, Object> figures = new LinkedHashMap<>();
      train(session, dataset, run, figures);
      session.save(run.weights());
      test(session, dataset, run, figures);
      SampleGrid.ofClasses(
              dataset.name(), dataset.train(), dataset.classNames(), SAMPLES_PER_CLASS, seed)
          .write(run.samples());
      run.writeFigures(figures);
      console.print("Figures and pictures in %s", run.path());
      console.print("Model in %s", publish(network, dataset, run, figures));
    }
  }

  private int threads() {
    if (settings.threads() > 0) {
      return settings.threads();
    }
    int share = Runtime.getRuntime().availableProcessors() / devices.count();
    return settings.batchSize() / devices.count() < THREADED_CHUNK ? 1 : Math.max(1, share);
  }

  private void introduce(Dataset dataset, TrainingGraph graph) {
    console.print(
        "data      %s: %,d training and %,d test images of %s, %d classes",
        dataset.name(),
        dataset.train().size(),
        dataset.test().size(),
        dataset.shape(),
        dataset.classNames().size());
    console.print("network   %s, %,d parameters", settings.network(), graph.parameterCount());
    console.print(
        "training  %d %s of %,d steps, batch size %d, learning rate %s, momentum %s, seed %d",
        settings.epochs(),
        settings.epochs() == 1 ? "epoch" : "epochs",
        stepsPerEpoch(dataset),
        settings.batchSize(),
        settings.learningRate(),
        settings.momentum(),
        settings.seed());
    console.print(
        "device    %s, threads %d, TensorFlow %s", devices, threads(), TensorFlow.version());
  }

  private void train(
      TrainingSession session, Dataset dataset, RunFolder run, Map<String, Object> figures)
      throws IOException, InterruptedException {
    TrainingPlan plan =
        new TrainingPlan(
            settings.epochs(),
            settings.batchSize(),
            (float) settings.learningRate(),
            new Seed(settings.seed()));
    long total = (long) plan.epochs() * dataset.train().size();
    int every = Math.min(settings.logEvery(), stepsPerEpoch(dataset));
    try (Writer metrics = Files.newBufferedWriter(run.metrics())) {
      LossLog log = new LossLog(every, console, metrics);
      Duration took;
      try (ImageMeter meter = new ImageMeter(console.open("train", "images", total))) {
        long start = System.nanoTime();
        Trainer.train(session, dataset.train(), plan, log.and(meter));
        took = Duration.ofNanos(System.nanoTime() - start);
      }
      double seconds = took.toNanos() / 1e9;
      console.print("Finished Training: %.1f s, %,.0f images/s", seconds, total / seconds);
      new LossChart(log.points()).write(run.loss());
      figures.put("first_loss", log.firstLoss());
      figures.put("last_loss", log.points().get(log.points().size() - 1).meanLoss());
      figures.put("training_seconds", seconds);
      figures.put("images_per_second", total / seconds);
    }
  }

  private Path publish(Network network, Dataset dataset, RunFolder run, Map<String, Object> figures)
      throws IOException {
    TrainedModel model =
        new TrainedModel(network, dataset.shape(), dataset.classNames(), run.weights());
    String provenance = Provenance.json(settings, dataset, figures);
    ModelFolder versions = new ModelFolder(folders.export());
    Path version = versions.publish(folder -> SavedModelWriter.write(folder, model, provenance));
    if (keepVersions > 0) {
      versions.keepNewest(keepVersions);
    }
    return version;
  }

  private void test(
      TrainingSession session, Dataset dataset, RunFolder run, Map<String, Object> figures)
      throws IOException, InterruptedException {
    List<String> names = dataset.classNames();
    List<Tile> looks = look(session, dataset);
    List<String> truths = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (Tile tile : looks.subList(0, Math.min(QUICK_LOOK, looks.size()))) {
      truths.add("%-5s".formatted(names.get(dataset.test().label(tile.index()))));
      answers.add("%-5s".formatted(names.get(tile.predicted().getAsInt())));
    }
    console.print("GroundTruth:  %s", String.join(" ", truths).stripTrailing());
    console.print("Predicted:    %s", String.join(" ", answers).stripTrailing());
    SampleGrid.ofTiles("Test images", dataset.test(), names, looks, PICTURE_COLUMNS)
        .write(run.predictions());

    ConfusionMatrix matrix = Evaluation.of(session::classify, dataset.test(), names, console);
    Figures.print(matrix, console);
    new ConfusionChart(names, matrix.counts()).write(run.confusion());
    figures.put("test_images", matrix.total());
    figures.put("correct", matrix.correct());
    figures.put("accuracy", matrix.accuracy());
    figures.put("class_names", names);
    figures.put("confusion_matrix", matrix.counts());
  }

  /** The first test images, with what the network takes them for. */
  private static List<Tile> look(TrainingSession session, Dataset dataset)
      throws InterruptedException {
    List<Tile> tiles = new ArrayList<>();
    try (Batches batches = Batches.openInOrder(dataset.test(), PICTURED_PREDICTIONS)) {
      Batch batch = batches.next();
      int[] predicted = session.classify(batch);
      for (int i = 0; i < predicted.length; i++) {
        tiles.add(Tile.predicted(i, predicted[i]));
      }
    }
    return tiles;
  }

  private int stepsPerEpoch(Dataset dataset) {
    return (dataset.train().size() - 1) / settings.batchSize() + 1;
  }
}
