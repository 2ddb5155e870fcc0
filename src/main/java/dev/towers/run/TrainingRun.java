package dev.towers.run;

import dev.towers.Output;
import dev.towers.Seed;
import dev.towers.data.Dataset;
import dev.towers.data.source.DataSource;
import dev.towers.evaluate.Classifier;
import dev.towers.export.ModelFolder;
import dev.towers.export.SavedModelWriter;
import dev.towers.export.TrainedModel;
import dev.towers.files.HiddenFolder;
import dev.towers.files.Reason;
import dev.towers.graph.Network;
import dev.towers.graph.networks.Networks;
import dev.towers.report.LossChart;
import dev.towers.report.LossPoint;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.train.Position;
import dev.towers.train.Trainer;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingPlan;
import dev.towers.train.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.exceptions.TensorFlowException;

/** The main job: trains, publishes the model, tests it, and leaves figures and pictures. */
public final class TrainingRun {
  /** From this many images to a tower, more threads than one make an op faster. */
  private static final int THREADED_CHUNK = 32;

  private final TrainSettings settings;
  private final Outputs outputs;
  private final RunFolder run;
  private final ModelFolder versions;
  private final Devices devices;
  private final List<Device> gpus;
  private final Output console;

  /**
   * @param folder of the run
   * @param gpus that there are, whether the run uses them or not
   */
  public TrainingRun(
      TrainSettings settings,
      Outputs outputs,
      Path folder,
      Devices devices,
      List<Device> gpus,
      Output console) {
    this.settings = settings;
    this.outputs = outputs;
    run = new RunFolder(folder);
    versions = new ModelFolder(Path.of(outputs.export()));
    this.devices = devices;
    this.gpus = gpus;
    this.console = console;
  }

  /** Whatever the user got wrong is found before anything is written. */
  public void begin() throws IOException, InterruptedException {
    Network network = Networks.named(settings.network());
    DataSource source = DataSource.parse(settings.data());
    requireWritable();
    RunLock.requireFree(run.path());
    run.requireUnused();
    Dataset dataset = source.read(console);
    Circumstances circumstances = Circumstances.of(dataset, devices, threads());
    try (RunLock lock = RunLock.open(run.path())) {
      lock.folder().requireUnused(); // again, for reading may take long
      go(network, dataset, RunState.first(settings, outputs, circumstances), Optional.empty());
    }
  }

  /** Goes on with a run whose folder is locked. */
  public void resume(SavedRun saved) throws IOException, InterruptedException {
    Network network = Networks.named(settings.network());
    requireWritable();
    Dataset dataset = DataSource.parse(settings.data()).read(console);
    saved.state().circumstances().requireSame(Circumstances.of(dataset, devices, threads()));
    console.say(
        "Going on after step %d of %d."
            .formatted(
                saved.state().position().steps(),
                (long) settings.epochs() * settings.stepsPerEpoch(dataset.train().size())));
    go(network, dataset, saved.state().leaving(outputs), Optional.of(saved.variables()));
  }

  /** Tells the story. */
  private void go(Network network, Dataset dataset, RunState state, Optional<Path> variables)
      throws IOException, InterruptedException {
    try (StopRequest stop = StopRequest.open();
        TrainingGraph graph =
            TrainingGraph.open(
                network,
                dataset.shape(),
                dataset.classNames().size(),
                (float) settings.momentum(),
                devices,
                new Seed(settings.seed()));
        TrainingSession session =
            TrainingSession.open(graph, dataset.shape(), devices, threads())) {
      run.sweep();
      HiddenFolder.sweep(versions.base());
      if (variables.isPresent()) {
        session.restore(variables.get());
      } else {
        Checkpointing.saveFirst(run, session, state);
      }
      String unsaved = "";
      try {
        new Introduction(settings, dataset, devices, gpus, threads()).print(graph, console);
        unsaved = work(network, dataset, session, state, stop);
      } catch (StoppedException e) {
        console.say(e.getMessage());
      } catch (IOException | TensorFlowException e) {
        throw new IOException(
            "%s; what was saved is kept: go on with %s"
                .formatted(Reason.of(e), Checkpointing.howToResume(run.path())),
            e);
      }
      if (!unsaved.isEmpty()) {
        throw new IOException(
            "the run is complete but for its last checkpoint, which could not be written: "
                + unsaved);
      }
    }
  }

  /** Does all that is left of a run; returns why its last checkpoint is missing, or nothing. */
  private String work(
      Network network, Dataset dataset, TrainingSession session, RunState state, StopRequest stop)
      throws IOException, InterruptedException {
    run.writeSettings(settings.byOption());
    Map<String, Object> figures = new LinkedHashMap<>();
    try (MetricsFile metrics = MetricsFile.open(run.metrics(), state.losses().lines(), console)) {
      LossLog log =
          new LossLog(
              Math.min(settings.logEvery(), settings.stepsPerEpoch(dataset.train().size())),
              console,
              metrics,
              state.position().steps(),
              state.losses());
      Checkpointing checkpointing =
          new Checkpointing(
              run,
              session,
              log,
              stop,
              console,
              settings.stepsPerEpoch(dataset.train().size()),
              state);
      train(session, dataset, state, log, checkpointing, figures);
      run.writeWeights(session);
      figures.putAll(new Examination(stoppable(session, stop), dataset, run, console).hold());
      Path model = publish(network, dataset, state, figures);
      metrics.complete(log.history().lines());
      figures.put("model", model.toString());
      run.writeFigures(figures);
      console.print("Figures and pictures in %s", run.path());
      console.print("Model in %s", model);
      return checkpointing.failure();
    }
  }

  /** Answers as the session does, unless the user wants the run to stop. */
  private Classifier stoppable(TrainingSession session, StopRequest stop) {
    return batch -> {
      if (stop.made()) {
        throw new StoppedException(
            "Stopped after training, before the model was published; go on with "
                + Checkpointing.howToResume(run.path()));
      }
      return session.classify(batch);
    };
  }

  private void requireWritable() {
    new OutputFolder("--run", run.path()).requireWritable();
    new OutputFolder("--export", versions.base()).requireWritable();
  }

  private int threads() {
    if (settings.threads() > 0) {
      return settings.threads();
    }
    int share = Runtime.getRuntime().availableProcessors() / devices.count();
    return settings.batchSize() / devices.count() < THREADED_CHUNK ? 1 : Math.max(1, share);
  }

  private void train(
      TrainingSession session,
      Dataset dataset,
      RunState from,
      LossLog log,
      Checkpointing checkpointing,
      Map<String, Object> figures)
      throws IOException, InterruptedException {
    TrainingPlan plan =
        new TrainingPlan(
            settings.epochs(),
            settings.batchSize(),
            (float) settings.learningRate(),
            new Seed(settings.seed()));
    Position position = from.position();
    long total = (long) plan.epochs() * dataset.train().size();
    long done =
        (position.epoch() - 1L) * dataset.train().size()
            + Math.min((long) position.step() * plan.batchSize(), dataset.train().size());
    try (ImageMeter meter = new ImageMeter(console.open("train", "images", total), done)) {
      Trainer.train(session, dataset.train(), plan, position, log.and(meter).and(checkpointing));
    }
    double seconds = checkpointing.seconds();
    console.print("Finished Training: %.1f s, %,.0f images/s", seconds, total / seconds);
    List<LossPoint> points = log.points();
    new LossChart(points).write(run.loss());
    figures.put("first_loss", (float) points.get(0).meanLoss());
    figures.put("last_loss", points.get(points.size() - 1).meanLoss());
    figures.put("training_seconds", seconds);
    figures.put("images_per_second", total / seconds);
  }

  /** The folder of the model's version, which may be there from before the run was killed. */
  private Path publish(
      Network network, Dataset dataset, RunState state, Map<String, Object> figures)
      throws IOException {
    TrainedModel model =
        new TrainedModel(network, dataset.shape(), dataset.classNames(), run.weights());
    Optional<Path> published =
        versions.newestWithProvenance(provenance -> Provenance.isOf(state, provenance));
    Path version;
    if (published.isPresent()) {
      version = published.get();
    } else {
      String provenance = Provenance.json(state, dataset, figures);
      version = versions.publish(folder -> SavedModelWriter.write(folder, model, provenance));
    }
    if (outputs.keepVersions() > 0) {
      versions.keepNewest(outputs.keepVersions());
    }
    return version;
  }
}
