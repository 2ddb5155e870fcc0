package dev.towers.run;

import dev.towers.report.LossChart;
import dev.towers.report.page.Standing;
import dev.towers.train.Listener;
import java.io.IOException;

/**
 * What is kept of a run as it goes.
 *
 * @param curves of the course, on a TensorBoard
 */
record RunRecords(
    RunFolder folder,
    CsvFile metrics,
    EpochScores training,
    Validation validation,
    TensorBoard board,
    LossLog log,
    LossCurve curve,
    Course course,
    Curves curves,
    Saver saver,
    Reporter reporter) {

  /** The course hears of a step first, and what is saved is shown already. */
  Listener listener() {
    return course.and(curves).and(saver).and(reporter);
  }

  /** Of a run that stops before it is complete. */
  void stop() {
    reporter.tryWrite(Standing.STOPPED);
  }

  /**
   * Of a run that is complete but for this.
   *
   * @param kept the step whose weights became the model
   */
  void complete(long kept, Examination examination, Results results) throws IOException {
    new LossChart(curve.history().points()).write(folder.loss());
    metrics.complete(curve.history().csv());
    training.complete();
    validation.complete();
    board.complete(course.state(), kept, examination);
    reporter.write(results);
    folder.writeResults(results);
  }
}
