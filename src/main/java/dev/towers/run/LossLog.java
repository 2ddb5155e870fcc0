package dev.towers.run;

import dev.towers.Output;
import dev.towers.train.Listener;
import dev.towers.train.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the mean loss of every so many steps, and keeps it. */
final class LossLog implements Listener {
  private final int every;
  private final Output output;
  private final boolean spoken;
  private final List<LossHistory.Line> lines;
  private long steps;
  private double sum;
  private int summed;

  /**
   * @param every steps to a line; an epoch starts anew, and what is left of it has no line
   * @param spoken whether to tell of them too
   * @param from where the log goes on
   */
  LossLog(int every, boolean spoken, Output output, RunState from) {
    LossHistory history = from.history().losses();
    this.every = every;
    this.spoken = spoken;
    this.output = output;
    this.steps = from.position().steps();
    lines = new ArrayList<>(history.lines());
    sum = history.sum();
    summed = history.summed();
  }

  @Override
  public void stepped(Steps steps) {
    int step = steps.after().step() - steps.losses().length;
    for (float loss : steps.losses()) {
      step++;
      stepped(steps.after().epoch(), step, loss);
    }
  }

  private void stepped(int epoch, int step, float loss) {
    if (step == 1) {
      sum = 0;
      summed = 0;
    }
    steps++;
    if (steps == 1) {
      keep(epoch, step, loss);
    }
    sum += loss;
    summed++;
    if (summed == every) {
      if (spoken) {
        output.tell(new RunEvent.MeanLoss(epoch, step, steps, sum / every));
      }
      keep(epoch, step, sum / every);
      sum = 0;
      summed = 0;
    }
  }

  LossHistory history() {
    return new LossHistory(lines, sum, summed);
  }

  /** All figures of a training of which this is the log. */
  RunFigures figures(double seconds, double imagesPerSecond, Examination test) {
    return new RunFigures(
        (float) lines.get(0).loss(),
        lines.get(lines.size() - 1).loss(),
        seconds,
        imagesPerSecond,
        test.matrix(),
        Optional.of(test.certainty()));
  }

  private void keep(int epoch, int step, double meanLoss) {
    lines.add(new LossHistory.Line(steps, epoch, step, meanLoss));
  }
}
