package dev.towers.bench;

import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A contender with its graph and its session, in which it trains on batches of several sizes. */
final class TimedContender implements AutoCloseable {
  private final Contender contender;
  private final int batchSize;
  private final TrainingGraph graph;
  private final TrainingSession session;
  private final Map<Integer, TimedTraining> byGlobalBatch = new LinkedHashMap<>();

  private TimedContender(
      Contender contender, int batchSize, TrainingGraph graph, TrainingSession session) {
    this.contender = contender;
    this.batchSize = batchSize;
    this.graph = graph;
    this.session = session;
  }

  /** The caller closes it. */
  static TimedContender open(Contender contender, ScalingPlan plan, TrainingJob job) {
    TrainingGraph graph = job.openGraph(contender.devices(), contender.threadsPerTower());
    try {
      TrainingSession session = TrainingSession.open(graph);
      TimedContender timed = new TimedContender(contender, plan.batchSize(), graph, session);
      for (Scaling scaling : Scaling.values()) {
        // One tower trains on the same batch either way, and is measured once.
        timed.byGlobalBatch.computeIfAbsent(
            timed.globalBatch(scaling),
            size -> new TimedTraining(session, job.randomBatch(size), plan.steps()));
      }
      return timed;
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** One for each size of batch. */
  List<TimedTraining> trainings() {
    return new ArrayList<>(byGlobalBatch.values());
  }

  /** What came out, after the last step. */
  ScalingMeasurement measurement(Scaling scaling) {
    int globalBatch = globalBatch(scaling);
    return new ScalingMeasurement(
        scaling, contender, globalBatch, byGlobalBatch.get(globalBatch).times());
  }

  private int globalBatch(Scaling scaling) {
    return scaling.globalBatch(batchSize, contender.towers());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
