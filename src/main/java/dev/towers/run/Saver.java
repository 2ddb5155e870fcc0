package dev.towers.run;

import dev.towers.Output;
import dev.towers.files.Reason;
import dev.towers.train.Checkpoints;
import dev.towers.train.Listener;
import dev.towers.train.Position;
import dev.towers.train.Steps;
import dev.towers.train.TrainingSession;
import java.io.IOException;
import java.time.Duration;
import org.tensorflow.exceptions.TensorFlowException;

/** Saves a training as a policy asks. Where that fails, it says so once and training goes on. */
final class Saver implements Listener {
  private static final int NEWEST_KEPT = 3;

  private final Checkpoints checkpoints;
  private final TrainingSession session;
  private final CheckpointPolicy policy;
  private final Course course;
  private final Output output;
  private Position before;
  private long saved;
  private long tried = System.nanoTime();
  private String failure = "";

  /**
   * @param course must hear of a step before this does; it stands where the last checkpoint does
   */
  Saver(
      Checkpoints checkpoints,
      TrainingSession session,
      CheckpointPolicy policy,
      Course course,
      Output output) {
    this.checkpoints = checkpoints;
    this.session = session;
    this.policy = policy;
    this.course = course;
    this.output = output;
    before = course.position();
    saved = before.steps();
  }

  @Override
  public void stepped(Steps steps) {
    if (policy.isDue(before, steps.after(), Duration.ofNanos(System.nanoTime() - tried))) {
      save();
    }
    before = steps.after();
  }

  /** Saves where training stands, unless that was the last thing it did. */
  void save() {
    if (saved == course.position().steps()) {
      return;
    }
    try {
      RunState state = course.state();
      checkpoints.add(state.position().steps(), session, state.json());
      saved = state.position().steps();
      course.saved(state);
      failure = "";
      output.tell(new RunEvent.Saved(saved, checkpoints.folder(saved).toString()));
      checkpoints.keepNewest(NEWEST_KEPT, saved, state.best().steps());
    } catch (IOException | TensorFlowException e) {
      failed(Reason.of(e));
    }
    tried = System.nanoTime();
  }

  /** The step of the last checkpoint. */
  long saved() {
    return saved;
  }

  /** Why the last checkpoint could not be written; empty where it was. */
  String failure() {
    return failure;
  }

  private void failed(String reason) {
    if (failure.isEmpty()) {
      output.warn(
          ("warning: cannot write the checkpoint of step %d to %s: %s; the one of step %d is"
                  + " kept, and training goes on")
              .formatted(course.position().steps(), checkpoints.base(), reason, saved));
    }
    failure = reason;
  }
}
