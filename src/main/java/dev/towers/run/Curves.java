package dev.towers.run;

import dev.towers.run.TensorBoard.Split;
import dev.towers.train.Listener;
import dev.towers.train.Steps;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.Event;

/**
 * Shows each line of the metrics and each score of validation on a TensorBoard. It hears of a step
 * after the course does, and before the step is saved: what is saved is shown.
 */
final class Curves implements Listener {
  private final Course course;
  private final TensorBoardEvents events;
  private final TensorBoard board;
  private int lines;
  private int trained;
  private int scores;
  private long images;
  private double seconds;

  Curves(Course course, TensorBoardEvents events, TensorBoard board) {
    this.course = course;
    this.events = events;
    this.board = board;
    lines = course.lines().size();
    trained = course.trainingScores().size();
    scores = course.scores().size();
    seconds = course.seconds();
  }

  @Override
  public void stepped(Steps steps) {
    images += steps.images();
    if (course.lines().size() > lines) {
      showLines();
    }
    if (course.trainingScores().size() > trained) {
      showTraining();
    }
    if (course.scores().size() > scores) {
      showScores();
    }
  }

  private void showLines() {
    List<LossHistory.Line> all = course.lines();
    List<Event> points = new ArrayList<>();
    for (LossHistory.Line line : all.subList(lines, all.size())) {
      points.addAll(events.of(line));
    }
    double now = course.seconds();
    if (lines > 0) { // the first line is of one step, which takes longer than all others
      points.add(events.speed(course.position().steps(), images / (now - seconds)));
    }
    board.add(Split.TRAIN, points);
    lines = all.size();
    images = 0;
    seconds = now;
  }

  private void showTraining() {
    List<EpochScore> all = course.trainingScores();
    board.add(
        Split.TRAIN, all.subList(trained, all.size()).stream().map(events::accuracy).toList());
    trained = all.size();
  }

  private void showScores() {
    List<EpochScore> all = course.scores();
    for (EpochScore score : all.subList(scores, all.size())) {
      board.add(Split.VALIDATION, events.of(score));
    }
    scores = all.size();
  }
}
