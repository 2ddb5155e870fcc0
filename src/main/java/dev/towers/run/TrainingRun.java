package dev.towers.run;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.cluster.Reputation;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.data.source.DataSource;
import dev.towers.files.OutputFolder;
import dev.towers.graph.Start;
import dev.towers.train.Checkpoints;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingImages;
import dev.towers.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The main job: trains a network, tests it, publishes it, and leaves figures and pictures. It may
 * be stopped or killed at any instant, and gone on with to the same bits.
 */
public final class TrainingRun {
  private TrainingRun() {}

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
    Settings given = settings.withRunFolder().withDataDecided();
    boolean named = !settings.get(Settings.RUN).isEmpty();
    RunPlace place = new RunPlace(Path.of(given.get(Settings.RUN)), named);
    Reputation reputation = Reputation.unknown();
    Lives.Elasticity elastic = () -> given.get(Settings.ELASTIC);
    return new Lives(place, elastic, reputation, output)
        .live(
            () -> begin(given, place, reputation, output),
            () -> goOn(place.folder().path(), UnaryOperator.identity(), reputation, output));
  }

  private static Ending begin(Settings given, RunPlace place, Reputation reputation, Output output)
      throws IOException, InterruptedException, WorkerBackException {
    requireWritable(given);
    requireApart(given, Settings.RUN, place.folder().path());
    requireApart(given, Settings.EXPORT, given.export());
    place.requireUsable();
    try (Hosts hosts = Hosts.open(given, purpose(given), reputation, output)) {
      Dataset whole = read(given, output);
      Settings decided = given.decidedFor(hosts);
      Dataset dataset = decided.heldOut(whole);
      try (TrainingGraph graph = openGraph(decided, decided.start(), dataset, hosts);
          RunLock lock = place.open()) {
        lock.folder().requireUnused(); // again, for reading may take long
        Settings placed = decided.with(Settings.RUN, lock.folder().path().toString());
        RunState first = RunState.first(placed, whole.sha256());
        return new RunStory(lock.folder(), first, dataset, hosts, output)
            .run(graph, Optional.empty());
      }
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
    Reputation reputation = Reputation.unknown();
    Lives.Life life = () -> goOn(place, changes, reputation, output);
    RunFolder folder = new RunFolder(place);
    Lives.Elasticity elastic = () -> isElastic(folder, changes);
    return new Lives(new RunPlace(place, true), elastic, reputation, output).live(life, life);
  }

  private static boolean isElastic(RunFolder folder, UnaryOperator<Settings> changes)
      throws IOException {
    return folder
        .checkpoints()
        .newest(RunState::parse, line -> {})
        .map(found -> changes.apply(found.state().settings()).get(Settings.ELASTIC))
        .orElse(false);
  }

  private static Ending goOn(
      Path place, UnaryOperator<Settings> changes, Reputation reputation, Output output)
      throws IOException, InterruptedException, WorkerBackException {
    if (!new RunFolder(place).checkpoints().exist()) {
      throw nothingToResume(place);
    }
    try (RunLock lock = RunLock.open(place)) {
      RunFolder folder = lock.folder();
      Checkpoints.Found<RunState> found =
          folder
              .checkpoints()
              .newest(RunState::parse, output::warn)
              .orElseThrow(() -> nothingToResume(place));
      Settings began = found.state().settings();
      Settings settings = changes.apply(began).with(Settings.RUN, place.toString());
      requireSame(began, settings);
      Optional<Results> results = folder.results();
      if (results.isPresent() && Files.exists(results.get().model())) {
        output.tell(
            new RunEvent.FoundComplete(
                place.toString(), folder.report().toString(), results.get().model().toString()));
        return results.get();
      }
      requireWritable(settings);
      try (Hosts hosts = Hosts.open(settings, purpose(settings), reputation, output)) {
        Dataset whole = read(settings, output);
        requireSame(found.state(), whole);
        Dataset dataset = began.heldOut(whole);
        TrainingPlan plan = began.plan();
        long steps = (long) plan.epochs() * plan.stepsPerEpoch(dataset.train().size());
        RunState state = found.state().with(began.withFreeOf(settings));
        output.say("Going on after step %d of %d.".formatted(state.position().steps(), steps));
        try (TrainingGraph graph =
            openGraph(state.settings(), state.settings().startOfResumed(), dataset, hosts)) {
          return new RunStory(folder, state, dataset, hosts, output)
              .run(graph, Optional.of(found.variables()));
        }
      }
    }
  }

  private static String purpose(Settings settings) {
    return "run " + settings.get(Settings.RUN);
  }

  /** Builds the graph, which takes no memory to speak of before there is a session. */
  private static TrainingGraph openGraph(
      Settings settings, Start start, Dataset dataset, Hosts hosts) {
    TrainingGraph graph =
        TrainingGraph.open(
            settings.network().startingFrom(dataset.train()),
            TrainingImages.of(dataset),
            LearningMethod.of(settings),
            settings.layout(hosts.devices()),
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
    if (asked && !graph.variables().startElsewhere()) {
      throw InputException.about(
          "%s %s has no variable of %s: choose a model of the same network",
          Settings.INIT_FROM.name(),
          settings.get(Settings.INIT_FROM),
          settings.get(Settings.NETWORK));
    }
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

  /** Else the next run would take the folder for a class. */
  private static void requireApart(Settings settings, Setting<String> which, Path folder) {
    if (DataSource.parse(settings.get(Settings.DATA)).takesForClass(folder)) {
      throw InputException.about(
          "%s '%s' would lie among the classes of %s %s: name a folder elsewhere",
          which.name(), folder, Settings.DATA.name(), settings.get(Settings.DATA));
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
