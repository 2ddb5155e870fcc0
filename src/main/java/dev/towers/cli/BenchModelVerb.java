package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.bench.AnswerTimes;
import dev.towers.bench.BatchSizes;
import dev.towers.bench.Machine;
import dev.towers.bench.ThreadShare;
import dev.towers.export.SavedModelClassifier;
import dev.towers.files.Json;
import dev.towers.report.TextTable;
import dev.towers.tower.Devices;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bench-model",
    description = {
      "Measures how fast a SavedModel answers: from the pixels of a batch to the probabilities of"
          + " each image, one batch after the other. The images are noise."
    })
final class BenchModelVerb extends Verb {
  private static final int MOST_SECONDS = 3600;

  @Mixin private ModelOption model;

  @Option(
      names = "--batch-sizes",
      paramLabel = "N,N...",
      defaultValue = "1,32,512",
      description = "Images to an answer (default: ${DEFAULT-VALUE}).")
  private String batchSizes;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How long to measure each; half as long again goes before, to warm up (default:"
              + " ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads within an op (default: the cores).")
  private Integer threads;

  @Option(names = "--json", description = "Print all as one JSON object.")
  private boolean json;

  /** All that is told. */
  record Report(
      Machine machine, String model, int threads, int seconds, List<AnswerFigure> results) {}

  /** The figures of one size of batch. */
  record AnswerFigure(
      int batch, int answers, double imagesPerSecond, double millisMedian, double millisP90) {

    static AnswerFigure of(AnswerTimes measured) {
      return new AnswerFigure(
          measured.batchSize(),
          measured.times().steps(),
          measured.imagesPerSecond(),
          measured.times().medianMillis(),
          measured.times().p90Millis());
    }

    List<String> row() {
      return List.of(
          Integer.toString(batch),
          Integer.toString(answers),
          String.format(Locale.ROOT, "%,.0f", imagesPerSecond),
          String.format(Locale.ROOT, "%.3f", millisMedian),
          String.format(Locale.ROOT, "%.3f", millisP90));
    }
  }

  @Override
  void run() throws IOException {
    BatchSizes sizes = BatchSizes.parse(batchSizes);
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new InputException(
          "--seconds takes a whole number from 1 to %,d, not %,d".formatted(MOST_SECONDS, seconds));
    }
    int withinOp =
        threads == null
            ? Runtime.getRuntime().availableProcessors()
            : ThreadShare.inTotal(threads).ofTower(1);
    Devices devices = openDevices("auto");
    try (SavedModelClassifier classifier =
        SavedModelClassifier.open(model.folder(), devices.sessionConfig(withinOp))) {
      sizes.requireFit(classifier.shape());
      List<AnswerFigure> figures = new ArrayList<>();
      for (int size : sizes.sizes()) {
        figures.add(
            AnswerFigure.of(AnswerTimes.measure(classifier, size, Duration.ofSeconds(seconds))));
      }
      tell(new Report(Machine.of(devices), model.folder().toString(), withinOp, seconds, figures));
    }
  }

  private void tell(Report report) throws IOException {
    if (json) {
      console().print(Json.page(report).stripTrailing());
      return;
    }
    report.machine().lines().forEach(console()::print);
    console().print("threads   %d", report.threads());
    new TextTable(
            List.of("batch", "answers", "images/s", "ms median", "ms p90"),
            report.results().stream().map(AnswerFigure::row).toList())
        .lines()
        .forEach(console()::print);
  }
}
