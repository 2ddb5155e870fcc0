package dev.towers.run;

import dev.towers.data.Dataset;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.events.Events;
import dev.towers.events.ReadableGraph;
import dev.towers.report.AccuracyTable;
import dev.towers.train.Schedule;
import dev.towers.train.TrainingGraph;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.proto.Event;

/**
 * What TensorBoard is told of a run. The loss and the accuracy have one tag in every split, so that
 * they share a chart.
 *
 * @param graph that is trained
 * @param dataset with what is held out
 */
record TensorBoardEvents(Settings settings, TrainingGraph graph, Dataset dataset) {
  static final String LOSS = "loss";
  static final String ACCURACY = "accuracy";
  static final String LEARNING_RATE = "learning_rate";
  static final String IMAGES_PER_SECOND = "images_per_second";

  private static final String TABLE_HEAD = "| setting | value |\n| --- | --- |\n";
  private static final String MARKDOWN_CODE = "    ";

  /** What the run is. */
  List<Event> introduction() {
    TrainingGraph.Step step = graph.steps().get(graph.steps().size() - 1);
    return List.of(
        Events.graph(
            ReadableGraph.of(
                graph.graph().toGraphDef(), step.loss().op().name(), step.update().name())),
        Events.text(0, "settings", table()));
  }

  /** The loss of a line of the metrics, and the rate of its last step. */
  List<Event> of(LossHistory.Line line) {
    Schedule rate = graph.method().optimizer().learningRate();
    double stepsPerEpoch = settings.plan().stepsPerEpoch(dataset.train().size());
    double passed = line.epoch() - 1 + (line.step() - 1) / stepsPerEpoch;
    return List.of(
        Events.scalar(line.steps(), LOSS, line.loss()),
        Events.scalar(line.steps(), LEARNING_RATE, rate.at(passed)));
  }

  /** How fast training was, up to a step. */
  Event speed(long step, double imagesPerSecond) {
    return Events.scalar(step, IMAGES_PER_SECOND, imagesPerSecond);
  }

  /** How many of the training images an epoch told right; the loss is that of the metrics. */
  Event accuracy(EpochScore score) {
    return Events.scalar(score.steps(), ACCURACY, score.accuracy());
  }

  /** The scores of an epoch in validation. */
  List<Event> of(EpochScore score) {
    return List.of(Events.scalar(score.steps(), LOSS, score.loss()), accuracy(score));
  }

  /** How well the weights of a step did on the test images, in all and class by class. */
  List<Event> of(ConfusionMatrix test, long step) {
    String lines =
        new AccuracyTable(test)
            .linesBeside(RunFolder.FIGURES).stream()
                .map(line -> MARKDOWN_CODE + line)
                .collect(Collectors.joining("\n"));
    return List.of(
        Events.scalar(step, ACCURACY, test.accuracy()), Events.text(step, "figures", lines));
  }

  private String table() {
    return settings.byName().entrySet().stream()
        .map(entry -> "| %s | %s |\n".formatted(entry.getKey(), cell(entry.getValue())))
        .collect(Collectors.joining("", TABLE_HEAD, ""));
  }

  /** Markdown reads nothing into what is marked as code. */
  private static String cell(Object value) {
    String text = value.toString().replaceAll("[`\\p{Cntrl}]", " ").replace("|", "\\|");
    return text.isBlank() ? "" : "`%s`".formatted(text);
  }
}
