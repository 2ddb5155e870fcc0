package dev.towers.bench;

import dev.towers.tower.Chunks;
import java.util.List;

/**
 * What to measure. The contenders take turns, a few steps each, so that a machine whose speed
 * drifts is as slow or as fast for all of them.
 *
 * @param contenders the first has one tower: the others are compared with it
 * @param batchSize images to a step of one tower
 * @param warmup steps of each contender that are not measured
 * @param steps measured of each contender
 */
public record ScalingPlan(List<Contender> contenders, int batchSize, int warmup, int steps) {
  /** Steps to a turn: long enough to be in stride, short against the drift of a machine. */
  private static final int TURN = 5;

  public ScalingPlan {
    contenders = List.copyOf(contenders);
    if (contenders.isEmpty() || contenders.get(0).towers() != 1) {
      throw new IllegalArgumentException("the first contender must have one tower");
    }
    if (batchSize < 1 || warmup < 0 || steps < 1) {
      throw new IllegalArgumentException(
          "batch size %d, %d + %d steps".formatted(batchSize, warmup, steps));
    }
    for (Contender contender : contenders) {
      if (new Chunks(batchSize, contender.towers()).active() < contender.towers()) {
        throw new IllegalArgumentException(
            "a batch of %d leaves some of %d towers idle".formatted(batchSize, contender.towers()));
      }
    }
  }

  /** The number of turns of each contender. */
  public int turns() {
    return (steps + TURN - 1) / TURN;
  }

  /** The measured steps of a turn, from 0. */
  int stepsInTurn(int turn) {
    return Math.min(TURN, steps - turn * TURN);
  }
}
