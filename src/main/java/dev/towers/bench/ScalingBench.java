package dev.towers.bench;

import dev.towers.Output;
import dev.towers.Progress;
import dev.towers.cluster.Workers;
import dev.towers.run.Hosts;
import dev.towers.run.Settings;
import dev.towers.tower.Devices;
import dev.towers.tower.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Measures how fast the towers of a plan train: whole steps, from bytes to new weights.
 *
 * @param hosts whose first device has the one tower, whose first two have two, and so on
 */
public record ScalingBench(ScalingPlan plan, Hosts hosts, ThreadShare threads) {
  /**
   * @throws dev.towers.InputException if there are fewer devices than towers
   */
  public ScalingBench {
    plan.requireFit(hosts.devices());
  }

  /**
   * Tells what is measured on what, and measures it: first strong scaling, then weak.
   *
   * @param settings that say which the hosts are
   * @throws IOException if a worker is lost
   */
  public BenchReport measure(Settings settings, Output output)
      throws IOException, InterruptedException {
    Machine machine = Machine.of(hosts.devices());
    List<String> workers = hosts.workers().map(Workers::addresses).orElse(List.of());
    machine.lines().forEach(output::print);
    if (!workers.isEmpty()) {
      output.print("workers   %s", String.join(", ", workers));
    }
    output.print("network   %s, %s", plan.network(), Contender.IMAGES);
    output.print(
        "steps     %d of each in %d turns, after %d of warm-up",
        plan.steps(), plan.turns(), plan.warmup());
    hosts.start(settings.with(Settings.THREADS, threads.ofTower(1)));
    return new BenchReport(machine, workers, plan, Contender.IMAGES, measureAll(output));
  }

  private List<ScalingMeasurement> measureAll(Progress progress) throws IOException {
    Devices devices = hosts.devices();
    List<Contender> contenders = new ArrayList<>();
    try {
      for (int towers : plan.towers()) {
        contenders.add(Contender.open(plan, devices.first(towers), threads.ofTower(towers)));
      }
      takeTurns(contenders.stream().flatMap(one -> one.laps().stream()).toList(), progress);
      List<ScalingMeasurement> results = new ArrayList<>();
      for (Scaling scaling : Scaling.values()) {
        contenders.forEach(one -> results.add(one.measurement(scaling, contenders.get(0))));
      }
      return results;
    } catch (TensorFlowException e) {
      if (devices.cluster().isNone()) {
        throw e;
      }
      throw hosts.giveUp(e);
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
