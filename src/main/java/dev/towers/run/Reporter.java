package dev.towers.run;

import dev.towers.Output;
import dev.towers.files.Reason;
import dev.towers.report.page.Standing;
import dev.towers.train.Listener;
import dev.towers.train.Position;
import dev.towers.train.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the page about a run up to date: at the end of an epoch and after a checkpoint, but not all
 * the time. Where that fails, it says so once and training goes on.
 */
final class Reporter implements Listener {
  private static final Duration LEAST = Duration.ofSeconds(10);

  private final RunFolder folder;
  private final RunFacts facts;
  private final Course course;
  private final Saver saver;
  private final Output output;
  private long saved;
  private long written = System.nanoTime();
  private boolean failed;

  /**
   * @param course must hear of a step before this does, as {@code saver} must
   */
  Reporter(RunFolder folder, RunFacts facts, Course course, Saver saver, Output output) {
    this.folder = folder;
    this.facts = facts;
    this.course = course;
    this.saver = saver;
    this.output = output;
    saved = saver.saved();
  }

  @Override
  public void stepped(Steps steps) {
    if (saver.saved() != saved) {
      saved = saver.saved();
      writeIfDue();
    }
  }

  @Override
  public void epochEnded(Position after) {
    writeIfDue();
  }

  private void writeIfDue() {
    if (System.nanoTime() - written > LEAST.toNanos()) {
      tryWrite(Standing.GOING);
    }
  }

  /** Writes the page of a run that is not complete; says so where that fails. */
  void tryWrite(Standing standing) {
    try {
      write(standing, Optional.empty());
    } catch (IOException e) {
      if (!failed) {
        output.warn(
            "warning: cannot write %s: %s; training goes on"
                .formatted(folder.report(), Reason.of(e)));
      }
      failed = true;
    }
    written = System.nanoTime();
  }

  /** Writes the page of a run that is complete. */
  void write(Results results) throws IOException {
    write(Standing.COMPLETE, Optional.of(results));
  }

  private void write(Standing standing, Optional<Results> results) throws IOException {
    folder.writeFacts(facts.at(course.position(), course.seconds()));
    new RunReport(folder, standing, results).write(folder.report());
  }
}
