package dev.towers.run;

import dev.towers.Output;
import dev.towers.data.Dataset;
import dev.towers.files.Reason;
import dev.towers.report.SampleGrid;
import dev.towers.train.Listener;
import dev.towers.train.Trainer;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tensorflow.exceptions.TensorFlowException;

/** What happens in a run, from its first or its next step to what it leaves. */
final class RunStory {
  private final RunFolder folder;
  private final RunState from;
  private final Dataset dataset;
  private final Hosts hosts;
  private final Output output;
  private final Publication publication;
  private final Extent extent;

  RunStory(RunFolder folder, RunState from, Dataset dataset, Hosts hosts, Output output) {
    this.folder = folder;
    this.from = from;
    this.dataset = dataset;
    this.hosts = hosts;
    this.output = output;
    publication = new Publication(folder.weights(), from, dataset, output);
    extent = new Extent(from.settings().plan(), dataset.train().size());
  }

  /**
   * Opens the session that the run works with, and tells its story.
   *
   * @param saved the variables to go on with; none for a run that begins
   */
  Ending run(TrainingGraph graph, Optional<Path> saved)
      throws IOException, InterruptedException, WorkerBackException {
    hosts.start(from.settings());
    try (StopRequest stop = StopRequest.open(output);
        TrainingSession session = openSession(graph)) {
      folder.sweep();
      publication.sweep();
      giveFirstValues(session, saved);
      output.tell(Started.of(folder, from, dataset, graph, hosts));
      RunFacts facts =
          RunFacts.of(
              from, dataset, graph.variables().trainedCount(), hosts.devices(), folder.facts());
      try {
        TensorBoardEvents events = new TensorBoardEvents(from.settings(), graph, dataset);
        return tell(session, stop, facts, events);
      } catch (RunFailedException e) {
        throw e;
      } catch (TensorFlowException e) {
        IOException reason = hosts.giveUp(e);
        throw new RunFailedException(Reason.of(reason), folder.path(), reason);
      } catch (IOException | OutOfMemoryError e) {
        throw new RunFailedException(Reason.of(e), folder.path(), e);
      }
    }
  }

  private TrainingSession openSession(TrainingGraph graph) throws IOException {
    try {
      return TrainingSession.open(graph, dataset.train());
    } catch (TensorFlowException e) {
      throw hosts.giveUp(e);
    }
  }

  /** Those to go on with; a run that begins saves those that it has. */
  private void giveFirstValues(TrainingSession session, Optional<Path> saved) throws IOException {
    try {
      if (saved.isPresent()) {
        session.restore(saved.get());
      } else {
        folder.makeCheckpoints();
        folder.checkpoints().add(0, session, from.json());
      }
    } catch (TensorFlowException e) {
      throw hosts.giveUp(e);
    }
  }

  /** The story: train, test, publish, leave figures and pictures. */
  private Ending tell(
      TrainingSession session, StopRequest stop, RunFacts facts, TensorBoardEvents events)
      throws IOException, InterruptedException, WorkerBackException {
    folder.writeSettings(from.settings());
    try (CsvFile metrics =
            CsvFile.open(
                folder.metrics(), LossHistory.HEADING, from.history().curve().csv(), output);
        EpochScores training =
            EpochScores.open(
                from.settings().printsTable(),
                folder.training(),
                from.history().trainings(),
                output);
        Validation validation =
            Validation.open(
                session,
                dataset.validation(),
                folder.validation(),
                from.history().validations(),
                output);
        TensorBoard board = TensorBoard.open(folder, events, from, output)) {
      RunRecords records = records(session, facts, events, metrics, training, validation, board);
      Course course = records.course();
      if (!train(session, records.listener(), stop, validation)) {
        records.saver().save();
        Optional<String> back = hosts.back();
        if (back.isPresent() && !stop.made()) {
          throw new WorkerBackException(back.get());
        }
        return stopped(records, false);
      }
      double seconds = course.seconds();
      double imagesPerSecond = extent.imagesUpTo(course.position()) / seconds;
      output.tell(new RunEvent.Trained(seconds, imagesPerSecond));
      long kept = keepBest(session, course);
      folder.writeWeights(session);

      Optional<Examination> held = Examination.hold(session, dataset, stop::made, output);
      if (held.isEmpty()) {
        return stopped(records, true);
      }
      Examination examination = held.get();
      output.tell(examination.tested(RunFolder.FIGURES));

      RunFigures figures = records.log().figures(seconds, imagesPerSecond, examination);
      Results results = new Results(figures, publication.publish(figures));
      output.tell(new RunEvent.Published(results.model().toString()));

      draw(examination);
      records.complete(kept, examination, results);
      output.tell(
          new RunEvent.Completed(
              folder.path().toString(), folder.report().toString(), results.model().toString()));
      requireSaved(records.saver());
      return results;
    }
  }

  private RunRecords records(
      TrainingSession session,
      RunFacts facts,
      TensorBoardEvents events,
      CsvFile metrics,
      EpochScores training,
      Validation validation,
      TensorBoard board) {
    boolean table = from.settings().printsTable();
    LossLog log = new LossLog(logEvery(), !table, output, from);
    LossCurve curve = new LossCurve(extent.stepsInAll(), metrics, from);
    int stepsPerEpoch = extent.stepsPerEpoch();
    Course course =
        new Course(
            from, stepsPerEpoch, log, curve, training, validation, output, () -> accuracy(session));
    Saver saver = new Saver(folder.checkpoints(), session, policy(), course, output);
    Curves curves = new Curves(course, events, board);
    Reporter reporter = new Reporter(folder, facts, course, saver, output);
    return new RunRecords(
        folder, metrics, training, validation, board, log, curve, course, curves, saver, reporter);
  }

  /** Trains until all is done or validation gets no better; false if it was asked to stop. */
  private boolean train(
      TrainingSession session, Listener listener, StopRequest stop, Validation validation)
      throws InterruptedException {
    int patience = from.settings().get(Settings.PATIENCE);
    BooleanSupplier enough = () -> validation.hasNotImprovedFor(patience);
    long done = extent.imagesUpTo(from.position());
    try (ImageMeter meter =
        new ImageMeter(output.open("train", "images", extent.imagesInAll()), done)) {
      if (!enough.getAsBoolean()) {
        Trainer.train(
            session,
            dataset.train(),
            extent.plan(),
            from.position(),
            listener.and(meter),
            () -> stop.made() || enough.getAsBoolean() || hosts.back().isPresent());
      }
    }
    if (enough.getAsBoolean()) {
      output.tell(new RunEvent.EndedEarly(patience));
      return true;
    }
    return !stop.made() && hosts.back().isEmpty();
  }

  /** Gives the variables the values that did best in validation; returns the step of these. */
  private long keepBest(TrainingSession session, Course course) throws IOException {
    long best = course.state().best().steps();
    long last = course.position().steps();
    if (!from.settings().keepsBest()
        || dataset.validation().size() == 0
        || best < 0
        || best == last) {
      return last;
    }
    Optional<Path> variables = folder.checkpoints().variables(best);
    if (variables.isEmpty()) {
      output.warn("warning: the best checkpoint, of step %d, is not whole: the last is kept", best);
      return last;
    }
    session.restore(variables.get());
    int epoch = Math.toIntExact(best / extent.stepsPerEpoch());
    output.tell(new RunEvent.WeightsKept(epoch, best));
    return best;
  }

  /** Of the training images in the epoch that has ended, where a table tells of it. */
  private Optional<Double> accuracy(TrainingSession session) {
    return from.settings().printsTable()
        ? Optional.of(session.takeCorrect() / (double) dataset.train().size())
        : Optional.empty();
  }

  private void draw(Examination examination) throws IOException {
    examination.draw(folder);
    List<String> unshown = SampleGrid.unshown(dataset.classNames());
    if (!unshown.isEmpty()) {
      output.warn(
          "No font of this machine has all letters of '%s': the pictures show boxes for them",
          unshown.get(0));
    }
  }

  private static void requireSaved(Saver saver) throws IOException {
    if (!saver.failure().isEmpty()) {
      throw new IOException(
          "the run is complete but for its last checkpoint, which could not be written: "
              + saver.failure());
    }
  }

  /** Tells of it at once: when the stop request is closed, the process may end. */
  private Stopped stopped(RunRecords records, boolean trained) {
    records.stop();
    long step = records.course().position().steps();
    Stopped stopped = new Stopped(folder.path(), step, records.saver().saved(), trained);
    String where =
        trained
            ? "training, before the model was published"
            : "step %d, saved up to step %d".formatted(stopped.step(), stopped.saved());
    output.say(
        "Stopped after %s; go on with %s %s %s",
        where, RunFolder.RESUME, Settings.RUN.name(), folder.path());
    output.tell(
        new RunEvent.Halted(
            folder.path().toString(), stopped.step(), stopped.saved(), stopped.trained()));
    return stopped;
  }

  private CheckpointPolicy policy() {
    return new CheckpointPolicy(
        from.settings().get(Settings.CHECKPOINT_EVERY),
        extent.stepsPerEpoch(),
        CheckpointPolicy.TEN_MINUTES);
  }

  /** At least one line an epoch. */
  private int logEvery() {
    return from.settings().printsTable()
        ? extent.stepsPerEpoch()
        : Math.min(from.settings().get(Settings.LOG_EVERY), extent.stepsPerEpoch());
  }
}
