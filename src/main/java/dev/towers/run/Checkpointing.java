package dev.towers.run;

import dev.towers.Output;
import dev.towers.files.Reason;
import dev.towers.train.Checkpoints;
import dev.towers.train.Position;
import dev.towers.train.Trainer;
import dev.towers.train.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Saves a training: every so many steps, after ten minutes at the latest, at the end of each epoch,
 * and when it is asked to stop. Where that fails, it says so once and training goes on.
 */
final class Checkpointing implements Trainer.Listener {
  private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int NEWEST_KEPT = 3;

  private final RunFolder run;
  private final Checkpoints checkpoints;
  private final TrainingSession session;
  private final LossLog log;
  private final StopRequest stop;
  private final Output console;
  private final int stepsPerEpoch;
  private final double secondsBefore;
  private final long start = System.nanoTime();
  private RunState state;
  private Position position;
  private long saved;
  private long tried = start;
  private String failure = "";

  /**
   * @param log must hear of a step before this does
   * @param state as it was saved last
   */
  Checkpointing(
      RunFolder run,
      TrainingSession session,
      LossLog log,
      StopRequest stop,
      Output console,
      int stepsPerEpoch,
      RunState state) {
    this.run = run;
    this.checkpoints = run.checkpoints();
    this.session = session;
    this.log = log;
    this.stop = stop;
    this.console = console;
    this.stepsPerEpoch = stepsPerEpoch;
    this.state = state;
    secondsBefore = state.trainingSeconds();
    position = state.position();
    saved = position.steps();
  }

  /** Saves the state of a run before its first step. */
  static void saveFirst(RunFolder run, TrainingSession session, RunState state) throws IOException {
    run.makeCheckpoints();
    run.checkpoints().add(0, session, state.json());
  }

  /**
   * @throws StoppedException if a stop was asked for
   */
  @Override
  public void stepped(int epoch, int step, int images, float loss) {
    position = position.next(epoch, step);
    int every = state.outputs().checkpointEvery();
    if (step == stepsPerEpoch
        || every > 0 && position.steps() % every == 0
        || System.nanoTime() - tried > LONGEST_NANOS
        || stop.made()) {
      save();
      if (stop.made()) {
        throw new StoppedException(report());
      }
    }
  }

  /** The time that training has taken, over all lives of the run. */
  double seconds() {
    return secondsBefore + (System.nanoTime() - start) / 1e9;
  }

  /** Why the last checkpoint could not be written; empty where it was. */
  String failure() {
    return failure;
  }

  private void save() {
    try {
      state = state.at(position, seconds(), log.history());
      checkpoints.add(position.steps(), session, state.json());
      saved = position.steps();
      failure = "";
      checkpoints.keepNewest(NEWEST_KEPT, saved, state.best());
    } catch (IOException | TensorFlowException e) {
      failed(Reason.of(e));
    }
    tried = System.nanoTime();
  }

  private void failed(String reason) {
    if (failure.isEmpty()) {
      console.say(
          ("warning: cannot write the checkpoint of step %d to %s: %s; the one of step %d is"
                  + " kept, and training goes on")
              .formatted(position.steps(), checkpoints.base(), reason, saved));
    }
    failure = reason;
  }

  private String report() {
    return "Stopped after step %d, saved up to step %d; go on with %s"
        .formatted(position.steps(), saved, howToResume(run.path()));
  }

  /** What to type to go on with a run. */
  static String howToResume(Path run) {
    return "--resume --run " + run;
  }
}
