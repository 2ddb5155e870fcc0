package dev.towers.run;

import dev.towers.train.Listener;
import dev.towers.train.Position;
import dev.towers.train.Steps;

/** How far a run has come: its state, brought up to date whenever that is asked for. */
final class Course implements Listener {
  private final LossLog log;
  private final double secondsBefore;
  private final long start = System.nanoTime();
  private RunState state;
  private Position position;

  /**
   * @param log of the losses, which is told of every step
   */
  Course(RunState from, LossLog log) {
    this.log = log;
    state = from;
    position = from.position();
    secondsBefore = from.trainingSeconds();
  }

  @Override
  public void stepped(Steps steps) {
    log.stepped(steps);
    position = steps.after();
  }

  Position position() {
    return position;
  }

  /** The time that training has taken, over all lives of the run. */
  double seconds() {
    return secondsBefore + (System.nanoTime() - start) / 1e9;
  }

  /** All that the run knows now. */
  RunState state() {
    state = state.at(position, seconds(), log.history());
    return state;
  }
}
