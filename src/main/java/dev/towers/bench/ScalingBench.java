package dev.towers.bench;

import dev.towers.Progress;
import java.util.ArrayList;
import java.util.List;

/** Measures how fast the contenders of a plan train: whole steps, from bytes to new weights. */
public final class ScalingBench implements AutoCloseable {
  private final ScalingPlan plan;
  private final List<TimedContender> contenders = new ArrayList<>();

  private ScalingBench(ScalingPlan plan) {
    this.plan = plan;
  }

  /** Builds a graph and opens a session for each contender. The caller closes it. */
  public static ScalingBench open(ScalingPlan plan, TrainingJob job) {
    ScalingBench bench = new ScalingBench(plan);
    try {
      for (Contender contender : plan.contenders()) {
        bench.contenders.add(TimedContender.open(contender, plan, job));
      }
      return bench;
    } catch (RuntimeException | Error e) {
      bench.close();
      throw e;
    }
  }

  /** Measures all, and returns first the strong scaling by contender, then the weak. */
  public List<ScalingMeasurement> measure(Progress progress) {
    List<TimedTraining> trainings =
        contenders.stream().flatMap(contender -> contender.trainings().stream()).toList();
    trainings.forEach(training -> training.warmUp(plan.warmup()));
    try (Progress.Meter meter =
        progress.open("bench", "steps", (long) plan.steps() * trainings.size())) {
      long done = 0;
      for (int turn = 0; turn < plan.turns(); turn++) {
        for (TimedTraining training : trainings) {
          training.measure(plan.stepsInTurn(turn));
          done += plan.stepsInTurn(turn);
          meter.reached(done);
        }
      }
    }
    List<ScalingMeasurement> measurements = new ArrayList<>();
    for (Scaling scaling : Scaling.values()) {
      contenders.forEach(contender -> measurements.add(contender.measurement(scaling)));
    }
    return measurements;
  }

  @Override
  public void close() {
    contenders.forEach(TimedContender::close);
  }
}
