package dev.towers.train;

import dev.towers.data.Batch;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.BatchTensors;
import dev.towers.graph.Weights;
import dev.towers.tower.Chunks;
import dev.towers.tower.Sessions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A first step, and which ops ran where by TensorFlow's own account.
 *
 * @param ops by device, such as CPU:0
 */
record TracedStep(Map<String, Set<String>> ops, Weights weights) {

  static TracedStep run(TrainingGraph graph, int towers, ConfigProto config, Batch batch) {
    TrainingGraph.Step step = graph.steps().get(new Chunks(batch.size(), towers).active() - 1);
    RunOptions traced =
        RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
    try (Session session = Sessions.open(graph.graph(), config);
        TUint8 images = BatchTensors.openImages(batch, RandomImages.CIFAR);
        TInt32 labels = BatchTensors.openLabels(batch);
        FedNumbers numbers = FedNumbers.open(graph.schedules())) {
      session.runner().addTarget(graph.variables().initialize()).run().close();
      numbers.set(0);
      Session.Runner runner =
          session
              .runner()
              .feed(graph.feeds().images(), images)
              .feed(graph.feeds().labels(), labels)
              .fetch(step.loss())
              .addTarget(step.update())
              .setOptions(traced);
      numbers.feed(runner);
      try (Result result = runner.runAndFetchMetadata()) {
        Map<String, Set<String>> ops = ops(result.getMetadata().orElseThrow());
        return new TracedStep(ops, Weights.fetch(session, graph.variables().trained()));
      }
    }
  }

  /** The ops whose names begin with {@code scope/}, by the devices on which any ran. */
  Map<String, Set<String>> of(String scope) {
    Map<String, Set<String>> within = new TreeMap<>();
    ops.forEach(
        (device, names) -> {
          Set<String> chosen =
              names.stream()
                  .filter(name -> name.startsWith(scope + "/"))
                  .collect(Collectors.toCollection(TreeSet::new));
          if (!chosen.isEmpty()) {
            within.put(device, chosen);
          }
        });
    return within;
  }

  private static Map<String, Set<String>> ops(RunMetadata metadata) {
    Map<String, Set<String>> ops = new TreeMap<>();
    for (DeviceStepStats device : metadata.getStepStats().getDevStatsList()) {
      String name = device.getDevice().replaceFirst(".*device:", "");
      Set<String> names = ops.computeIfAbsent(name, unused -> new TreeSet<>());
      device.getNodeStatsList().stream().map(NodeExecStats::getNodeName).forEach(names::add);
    }
    return ops;
  }
}
