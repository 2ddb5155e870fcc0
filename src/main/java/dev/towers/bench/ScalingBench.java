package dev.towers.bench;

import dev.towers.Output;
import dev.towers.Progress;
import dev.towers.tower.Devices;
import dev.towers.tower.Machine;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how fast the towers of a plan train: whole steps, from bytes to new weights.
 *
 * @param devices the first has the one tower, the first two have two, and so on
 */
public record ScalingBench(ScalingPlan plan, Devices devices, ThreadShare threads) {
  /**
   * @throws dev.towers.InputException if there are fewer devices than towers
   */
  public ScalingBench {
    plan.requireFit(devices);
  }

  /** Tells what is measured on what, and measures it: first strong scaling, then weak. */
  public BenchReport measure(Output output) {
    Machine machine = Machine.of(devices);
    machine.lines().forEach(output::print);
    output.print("network   %s, %s", plan.network(), Contender.IMAGES);
    output.print(
        "steps     %d of each in %d turns, after %d of warm-up",
        plan.steps(), plan.turns(), plan.warmup());
    List<Contender> contenders = new ArrayList<>();
    try {
      for (int towers : plan.towers()) {
        contenders.add(Contender.open(plan, devices.first(towers), threads.ofTower(towers)));
      }
      takeTurns(contenders.stream().flatMap(one -> one.laps().stream()).toList(), output);
      List<ScalingMeasurement> results = new ArrayList<>();
      for (Scaling scaling : Scaling.values()) {
        contenders.forEach(one -> results.add(one.measurement(scaling, contenders.get(0))));
      }
      return new BenchReport(machine, plan, Contender.IMAGES, results);
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private void takeTurns(List<Contender.Laps> all, Progress progress) {
    all.forEach(Contender.Laps::warmUp);
    try (Progress.Meter meter = progress.open("bench", "steps", (long) plan.steps() * all.size())) {
      long done = 0;
      for (int turn = 0; turn < plan.turns(); turn++) {
        for (Contender.Laps laps : all) {
          laps.measure(plan.stepsInTurn(turn));
          done += plan.stepsInTurn(turn);
          meter.reached(done);
        }
      }
    }
  }
}
