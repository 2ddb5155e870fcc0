package dev.towers.run;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.data.Split;
import dev.towers.data.source.DataSource;
import dev.towers.export.ModelFolder;
import dev.towers.export.SavedModelWriter;
import dev.towers.export.TrainedModel;
import dev.towers.files.HiddenFolder;
import dev.towers.files.OutputFolder;
import dev.towers.files.Reason;
import dev.towers.graph.Start;
import dev.towers.report.LossChart;
import dev.towers.report.SampleGrid;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import dev.towers.train.Checkpoints;
import dev.towers.train.Listener;
import dev.towers.train.Position;
import dev.towers.train.Trainer;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingPlan;
import dev.towers.train.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * The main job: trains a network, tests it, publishes it, and leaves figures and pictures. It may
 * be stopped or killed at any instant, and gone on with to the same bits.
 */
public final class TrainingRun {
  private final RunFolder folder;
  private final RunState from;
  private final Dataset dataset;
  private final LabeledImages held;
  private final Devices devices;
  private final Output output;
  private final ModelFolder versions;
  private final TrainingPlan plan;

  private TrainingRun(
      RunFolder folder, RunState from, Split split, Devices devices, Output output) {
    this.folder = folder;
    this.from = from;
    dataset = split.dataset();
    held = split.validation();
    this.devices = devices;
    this.output = output;
    versions = new ModelFolder(from.settings().export());
    plan = from.settings().plan();
  }

  /**
   * Begins a run and sees it to its end. Whatever the user got wrong is found before anything is
   * written.
   *
   * @throws InputException if the settings ask for what is not there or cannot be
   * @throws RunFailedException if something else goes wrong on the way
   * @throws dev.towers.train.DivergedException if the loss or a weight is no longer a number
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Ending start(Settings settings, Output output)
      throws IOException, InterruptedException {
    Settings given = settings.withRunFolder();
    Path asked = Path.of(given.get(Settings.RUN));
    Devices devices = Devices.parse(given.get(Settings.DEVICES), TensorFlowStart.gpus());
    requireWritable(given);
    boolean named = given.equals(settings);
    if (named) {
      RunLock.requireFree(asked);
      new RunFolder(asked).requireUnused();
    }
    Dataset dataset = read(given, output);
    Settings decided = given.decidedFor(devices);
    Split split = decided.split(dataset);
    try (TrainingGraph graph = openGraph(decided, decided.start(), split.dataset(), devices);
        RunLock lock = named ? RunLock.open(asked) : RunLock.openBeside(asked)) {
      lock.folder().requireUnused(); // again, for reading may take long
      Settings placed = decided.with(Settings.RUN, lock.folder().path().toString());
      RunState first = RunState.first(placed, dataset.sha256());
      return new TrainingRun(lock.folder(), first, split, devices, output)
          .run(graph, Optional.empty());
    }
  }

  /** Goes on with a run as it began; see the other. */
  public static Ending resume(Path place, Output output) throws IOException, InterruptedException {
    return resume(place, UnaryOperator.identity(), output);
  }

  /**
   * Goes on with a run from its last good checkpoint, to the bits that it would have come to
   * undisturbed. One that is complete is only told of.
   *
   * @param place the folder of the run
   * @param changes to its settings; they may be none that decide the result
   * @throws InputException if there is no such run, if the changes would change the result, or if
   *     the images are not those that it began with
   * @throws RunFailedException if something else goes wrong on the way
   * @throws dev.towers.train.DivergedException if the loss or a weight is no longer a number
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Ending resume(Path place, UnaryOperator<Settings> changes, Output output)
      throws IOException, InterruptedException {
    if (!new RunFolder(place).checkpoints().exist()) {
      throw nothingToResume(place);
    }
    try (RunLock lock = RunLock.open(place)) {
      RunFolder folder = lock.folder();
      Checkpoints.Found<RunState> found =
          folder
              .checkpoints()
              .newest(RunState::parse, output::say)
              .orElseThrow(() -> nothingToResume(place));
      Settings began = found.state().settings();
      Settings settings = changes.apply(began).with(Settings.RUN, place.toString());
      requireSame(began, settings);
      Optional<Results> results = folder.results();
      if (results.isPresent() && Files.exists(results.get().model())) {
        output.print("The run in %s is complete: its model is in %s", place, results.get().model());
        return results.get();
      }
      Devices devices = Devices.parse(settings.get(Settings.DEVICES), TensorFlowStart.gpus());
      requireWritable(settings);
      Dataset dataset = read(settings, output);
      requireSame(found.state(), dataset);
      Split split = began.split(dataset);
      TrainingPlan plan = began.plan();
      long steps = (long) plan.epochs() * plan.stepsPerEpoch(split.dataset().train().size());
      RunState state = found.state().with(began.withFreeOf(settings));
      output.say("Going on after step %d of %d.".formatted(state.position().steps(), steps));
      try (TrainingGraph graph =
          openGraph(
              state.settings(), state.settings().startOfResumed(), split.dataset(), devices)) {
        return new TrainingRun(folder, state, split, devices, output)
            .run(graph, Optional.of(found.variables()));
      }
    }
  }

  /** Builds the graph, which takes no memory to speak of before there is a session. */
  private static TrainingGraph openGraph(
      Settings settings, Start start, Dataset dataset, Devices devices) {
    TrainingGraph graph =
        TrainingGraph.open(
            settings.network().startingFrom(dataset.train()),
            dataset.shape(),
            dataset.classNames().size(),
            settings.method(),
            settings.layout(devices),
            start);
    try {
      requireUse(settings, start, graph);
      int batch = Math.min(settings.get(Settings.BATCH_SIZE), dataset.train().size());
      MemoryNeed.of(settings.get(Settings.NETWORK), graph, batch).require();
      return graph;
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** Looks whether the network has anything of the model that it starts from. */
  private static void requireUse(Settings settings, Start start, TrainingGraph graph) {
    boolean asked = !start.stored().prefix().isEmpty();
    if (asked && graph.fresh().size() == graph.variables().size()) {
      throw InputException.about(
          "%s %s has no variable of %s: choose a model of the same network",
          Settings.INIT_FROM.name(),
          settings.get(Settings.INIT_FROM),
          settings.get(Settings.NETWORK));
    }
  }

  /** Opens the session that the run works with, and tells its story. */
  private Ending run(TrainingGraph graph, Optional<Path> saved)
      throws IOException, InterruptedException {
    try (StopRequest stop = StopRequest.open(output);
        TrainingSession session = TrainingSession.open(graph)) {
      folder.sweep();
      HiddenFolder.sweep(versions.base());
      if (saved.isPresent()) {
        session.restore(saved.get());
      } else {
        folder.makeCheckpoints();
        folder.checkpoints().add(0, session, from.json());
      }
      introduce(graph);
      try {
        return tell(session, stop);
      } catch (RunFailedException e) {
        throw e;
      } catch (IOException | TensorFlowException | OutOfMemoryError e) {
        throw new RunFailedException(Reason.of(e), folder.path(), e);
      }
    }
  }

  /** The story: train, test, publish, leave figures and pictures. */
  private Ending tell(TrainingSession session, StopRequest stop)
      throws IOException, InterruptedException {
    folder.writeSettings(from.settings());
    try (CsvFile metrics =
            CsvFile.open(folder.metrics(), LossHistory.HEADING, from.losses().csv(), output);
        Validation validation =
            Validation.open(session, held, folder.validation(), from.validations(), output)) {
      LossLog log = new LossLog(logEvery(), !printsTable(), output, metrics, from);
      EpochLines lines = new EpochLines(output, printsTable());
      Course course = new Course(from, stepsPerEpoch(), log, validation, lines);
      Saver saver = new Saver(folder.checkpoints(), session, policy(), course, output);

      if (!train(session, course.and(saver), stop, validation)) {
        saver.save();
        return stopped(course, saver, false);
      }
      double seconds = course.seconds();
      double imagesPerSecond = imagesUpTo(course.position()) / seconds;
      output.print("Finished Training: %.1f s, %,.0f images/s", seconds, imagesPerSecond);
      keepBest(session, course);
      folder.writeWeights(session);

      Optional<Examination> held = Examination.hold(session, dataset, stop::made, output);
      if (held.isEmpty()) {
        return stopped(course, saver, true);
      }
      Examination examination = held.get();
      examination.print(output, RunFolder.FIGURES);

      RunFigures figures = log.figures(seconds, imagesPerSecond, examination.matrix());
      Results results = new Results(figures, publish(figures));

      examination.draw(folder);
      List<String> unshown = SampleGrid.unshown(dataset.classNames());
      if (!unshown.isEmpty()) {
        output.say(
            "No font of this machine has all letters of '%s': the pictures show boxes for them",
            unshown.get(0));
      }
      new LossChart(log.points()).write(folder.loss());
      metrics.complete(log.history().csv());
      validation.complete();
      folder.writeResults(results);
      output.print("Figures and pictures in %s", folder.path());
      output.print("Model in %s", results.model());
      if (!saver.failure().isEmpty()) {
        throw new IOException(
            "the run is complete but for its last checkpoint, which could not be written: "
                + saver.failure());
      }
      return results;
    }
  }

  /** What a run prints of itself before it begins. */
  private void introduce(TrainingGraph graph) {
    Settings settings = from.settings();
    output.print(
        "data      %s: %,d training%s and %,d test images of %s, %d classes",
        dataset.name(),
        dataset.train().size(),
        held.size() == 0 ? "" : ", %,d validation".formatted(held.size()),
        dataset.test().size(),
        dataset.shape(),
        dataset.classNames().size());
    output.print(
        "network   %s, %,d parameters", settings.get(Settings.NETWORK), graph.parameterCount());
    if (!settings.get(Settings.INIT_FROM).isEmpty() && from.position().equals(Position.START)) {
      output.print(
          "start     from %s%s",
          settings.get(Settings.INIT_FROM),
          graph.fresh().isEmpty() ? "" : ", but for " + String.join(", ", graph.fresh()));
    }
    output.print(
        "training  %d %s of %,d steps, batch size %d, learning rate %s, momentum %s, seed %d",
        plan.epochs(),
        plan.epochs() == 1 ? "epoch" : "epochs",
        stepsPerEpoch(),
        plan.batchSize(),
        settings.get(Settings.LEARNING_RATE),
        settings.get(Settings.MOMENTUM),
        settings.get(Settings.SEED));
    List<Device> gpus = TensorFlowStart.gpus();
    output.print(
        "device    %s%s, threads %d%s; TensorFlow %s sees %s",
        devices,
        graph.layout().towers() == devices.count() ? "" : ", towers " + graph.layout().towers(),
        graph.layout().threads(),
        settings.get(Settings.PRECISION).equals(Settings.PRECISION.usual())
            ? ""
            : ", " + settings.get(Settings.PRECISION),
        TensorFlow.version(),
        gpus.isEmpty() ? "no GPU" : new Devices(gpus));
  }

  /** Trains until all is done or validation gets no better; false if it was asked to stop. */
  private boolean train(
      TrainingSession session, Listener listener, StopRequest stop, Validation validation)
      throws InterruptedException {
    int patience = from.settings().get(Settings.PATIENCE);
    BooleanSupplier enough = () -> validation.hasNotImprovedFor(patience);
    long done = imagesUpTo(from.position());
    try (ImageMeter meter = new ImageMeter(output.open("train", "images", imagesInAll()), done)) {
      if (!enough.getAsBoolean()) {
        Trainer.train(
            session,
            dataset.train(),
            plan,
            from.position(),
            listener.and(meter),
            () -> stop.made() || enough.getAsBoolean());
      }
    }
    if (enough.getAsBoolean()) {
      output.print("Stopped: %d epochs brought no better accuracy", patience);
      return true;
    }
    return !stop.made();
  }

  /** Gives the variables the values that did best in validation. */
  private void keepBest(TrainingSession session, Course course) throws IOException {
    long best = course.state().best();
    if (!from.settings().keepsBest() || best < 0 || best == course.position().steps()) {
      return;
    }
    Optional<Path> variables = folder.checkpoints().variables(best);
    if (variables.isEmpty()) {
      output.say("warning: the best checkpoint, of step %d, is not whole: the last is kept", best);
      return;
    }
    session.restore(variables.get());
    output.print("Kept the weights of epoch %d, the best", best / stepsPerEpoch());
  }

  private long imagesUpTo(Position position) {
    long epoch = dataset.train().size();
    return (position.epoch() - 1) * epoch
        + Math.min((long) position.step() * plan.batchSize(), epoch);
  }

  /** The folder of the model's version, which may be there from before the run was killed. */
  private Path publish(RunFigures figures) throws IOException {
    Settings settings = from.settings();
    TrainedModel model =
        new TrainedModel(
            settings.network(),
            dataset.shape(),
            settings.form().fit(),
            dataset.classNames(),
            folder.weights());
    Optional<Path> published =
        versions.newestWithProvenance(provenance -> Provenance.isOf(from, provenance));
    Path version;
    if (published.isPresent()) {
      version = published.get();
    } else {
      String provenance = Provenance.json(from, dataset, figures);
      version = versions.publish(place -> SavedModelWriter.write(place, model, provenance));
    }
    if (settings.get(Settings.KEEP_VERSIONS) > 0) {
      for (Path staying :
          versions.keepNewest(settings.get(Settings.KEEP_VERSIONS), Provenance::isOurs)) {
        output.say(
            "%s stays: it is no model of this program, or cannot be deleted".formatted(staying));
      }
    }
    return version;
  }

  /** Tells of it at once: when the stop request is closed, the process may end. */
  private Stopped stopped(Course course, Saver saver, boolean trained) {
    Stopped stopped = new Stopped(folder.path(), course.position().steps(), saver.saved(), trained);
    String where =
        trained
            ? "training, before the model was published"
            : "step %d, saved up to step %d".formatted(stopped.step(), stopped.saved());
    output.say(
        "Stopped after %s; go on with %s %s %s",
        where, RunFolder.RESUME, Settings.RUN.name(), folder.path());
    return stopped;
  }

  private CheckpointPolicy policy() {
    return new CheckpointPolicy(
        from.settings().get(Settings.CHECKPOINT_EVERY),
        stepsPerEpoch(),
        CheckpointPolicy.TEN_MINUTES);
  }

  private int stepsPerEpoch() {
    return plan.stepsPerEpoch(dataset.train().size());
  }

  private long imagesInAll() {
    return (long) plan.epochs() * dataset.train().size();
  }

  /** At least one line an epoch. */
  private int logEvery() {
    return printsTable()
        ? stepsPerEpoch()
        : Math.min(from.settings().get(Settings.LOG_EVERY), stepsPerEpoch());
  }

  private boolean printsTable() {
    return from.settings().get(Settings.LOG_EVERY) == 0;
  }

  private static Dataset read(Settings settings, Output output)
      throws IOException, InterruptedException {
    ImageForm form = settings.form();
    Dataset dataset =
        DataSource.parse(settings.get(Settings.DATA))
            .read(form, settings.get(Settings.SKIP_BAD), output);
    ImageShape shape = dataset.shape();
    boolean asked = !form.equals(Settings.usual().form()) && !form.isNative();
    if (asked && (shape.height() != form.height() || shape.width() != form.width())) {
      throw InputException.about(
          "%s is for image folders; the images of %s are %s: leave it out",
          ImageForm.IMAGE_SIZE, dataset.name(), shape);
    }
    return dataset;
  }

  private static void requireWritable(Settings settings) throws IOException {
    new OutputFolder(Settings.RUN.name(), Path.of(settings.get(Settings.RUN))).requireWritable();
    new OutputFolder(Settings.EXPORT.name(), settings.export()).requireWritable();
    Path own = new RunFolder(Path.of(settings.get(Settings.RUN))).checkpoints().base();
    if (settings.export().toAbsolutePath().normalize().equals(own.toAbsolutePath().normalize())
        || Checkpoints.areIn(settings.export())) {
      throw InputException.about(
          "%s takes a folder for models, and '%s' is for the checkpoints of a run; name another",
          Settings.EXPORT.name(), settings.export());
    }
  }

  private static void requireSame(Settings began, Settings now) {
    List<Setting<?>> differing = began.differingIn(now);
    if (differing.isEmpty()) {
      return;
    }
    List<Object> words = new ArrayList<>(List.of(RunFolder.RESUME));
    for (Setting<?> setting : differing) {
      words.addAll(List.of(setting.name(), began.get(setting), now.get(setting)));
    }
    throw InputException.about(
        "%s goes on as the run began, with "
            + String.join(" and ", Collections.nCopies(differing.size(), "%s %s, not %s"))
            + ": leave that out, or start another run",
        words.toArray());
  }

  private static void requireSame(RunState began, Dataset dataset) {
    String sha256 = dataset.sha256();
    if (!sha256.equals(began.dataSha256())) {
      throw InputException.about(
          "%s goes on as the run began, and that cannot be: %s has other images: SHA-256 %.12s...,"
              + " not %.12s...; start another run without it",
          RunFolder.RESUME, Settings.DATA.name(), sha256, began.dataSha256());
    }
  }

  private static InputException nothingToResume(Path place) {
    return InputException.about(
        "%1$s needs a run with a good checkpoint; '%2$s' has none: start it without %1$s",
        RunFolder.RESUME, place);
  }
}
