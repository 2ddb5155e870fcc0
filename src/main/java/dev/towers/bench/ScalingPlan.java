package dev.towers.bench;

import dev.towers.InputException;
import dev.towers.graph.networks.Networks;
import dev.towers.tower.Chunks;
import dev.towers.tower.Devices;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a bench measures, as the user asked for it. The numbers of towers take turns, a few steps
 * each, so that a machine whose speed drifts is as slow or as fast for all of them.
 *
 * @param towers the numbers of towers: ascending, and 1 always among them, with which the others
 *     are compared
 * @param batchSize images to a step of one tower
 * @param steps measured of each number of towers
 * @param warmup steps before them
 */
public record ScalingPlan(
    String network, List<Integer> towers, int batchSize, int steps, int warmup) {
  private static final WholeNumbers TOWERS = new WholeNumbers("towers", 1, 9_999);
  private static final WholeNumbers BATCH_SIZE = new WholeNumbers("batch-size", 1, 1_000_000);
  private static final WholeNumbers STEPS = new WholeNumbers("steps", 1, 1_000_000);
  private static final WholeNumbers WARMUP = new WholeNumbers("warmup", 0, 1_000_000);

  /** The most images to a step of all towers: what stays in memory beside other such batches. */
  private static final int MOST_IMAGES = 100_000;

  /** Steps to a turn: long enough to be in stride, short against the drift of a machine. */
  private static final int TURN = 5;

  /**
   * @throws InputException if this cannot be measured
   */
  public ScalingPlan {
    Networks.named(network); // refuses one that there is not
    towers = Stream.concat(Stream.of(1), towers.stream()).distinct().sorted().toList();
    BATCH_SIZE.require(batchSize);
    STEPS.require(steps);
    WARMUP.require(warmup);
    int most = towers.get(towers.size() - 1);
    if ((long) batchSize * most > MOST_IMAGES) {
      throw InputException.about(
          "%s %,d makes %,d images on %d towers: choose at most %,d",
          BATCH_SIZE.setting(), batchSize, (long) batchSize * most, most, MOST_IMAGES / most);
    }
    for (int count : towers) {
      int active = new Chunks(batchSize, count).active();
      if (active < count) {
        throw InputException.about(
            "%s %d leaves %d of %d towers idle: choose a multiple of %d",
            BATCH_SIZE.setting(), batchSize, count - active, count, count);
      }
    }
  }

  /**
   * The numbers of towers that the user asked for: {@code 1,2,4}.
   *
   * @throws InputException if it is no list of different whole numbers from 1
   */
  public static List<Integer> parseTowers(String text) {
    return TOWERS.parse(text, "whole numbers from 1, such as 1,2,4");
  }

  /** 1, 2, 4 and so on up to {@code most}, and {@code most} itself. */
  public static List<Integer> doublingTo(int most) {
    List<Integer> counts = new ArrayList<>();
    for (int count = 1; count < most; count *= 2) {
      counts.add(count);
    }
    counts.add(most);
    return counts;
  }

  /** The largest number of towers. */
  public int mostTowers() {
    return towers.get(towers.size() - 1);
  }

  /**
   * Refuses devices that are fewer than the towers.
   *
   * @throws InputException if they are
   */
  void requireFit(Devices devices) {
    int most = mostTowers();
    if (most > devices.count()) {
      throw InputException.about(
          "%s %d needs as many devices; there %s %d: %s",
          TOWERS.setting(), most, devices.count() == 1 ? "is" : "are", devices.count(), devices);
    }
  }

  /** The number of turns of each number of towers. */
  int turns() {
    return (steps + TURN - 1) / TURN;
  }

  /** The measured steps of a turn, from 0. */
  int stepsInTurn(int turn) {
    return Math.min(TURN, steps - turn * TURN);
  }
}
