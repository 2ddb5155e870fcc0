package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.bench.AnswerTimes;
import dev.towers.bench.ThreadShare;
import dev.towers.bench.WholeNumbers;
import dev.towers.export.SavedModelClassifier;
import dev.towers.files.Json;
import dev.towers.report.TextTable;
import dev.towers.tower.Devices;
import dev.towers.tower.Machine;
import java.io.IOException;
import java.time.Duration;
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
  private static final WholeNumbers SECONDS = new WholeNumbers("seconds", 1, 3600);

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
      description =
          "Into how many parts a batch is cut, which a CPU answers side by side with a thread each (default: the cores).")
  private Integer threads;

  @Option(names = "--json", description = "Print all as one JSON object.")
  private boolean json;

  /** All that is told. */
  record Report(
      Machine machine, String model, int threads, int seconds, List<AnswerTimes> results) {}

  @Override
  void run() throws IOException {
    List<Integer> sizes = AnswerTimes.parseBatchSizes(batchSizes);
    Duration duration = Duration.ofSeconds(SECONDS.require(seconds));
    int sideBySide = sideBySide();
    Devices devices = openDevices("auto");
    try (SavedModelClassifier classifier =
        SavedModelClassifier.open(model.folder(), devices, sideBySide)) {
      sizes.forEach(size -> AnswerTimes.requireFit(size, classifier.shape()));
      List<AnswerTimes> results =
          sizes.stream().map(size -> AnswerTimes.measure(classifier, size, duration)).toList();
      tell(
          new Report(Machine.of(devices), model.folder().toString(), sideBySide, seconds, results));
    }
  }

  private int sideBySide() {
    int processors = Runtime.getRuntime().availableProcessors();
    int asked = threads == null ? processors : ThreadShare.inTotal(threads).ofTower(1);
    if (asked > processors) {
      throw InputException.about(
          "%s: expected at most %d, the processors that there are, found %d; leave it out for all",
          new SettingName("threads"), processors, asked);
    }
    return asked;
  }

  private void tell(Report report) throws IOException {
    if (json) {
      Json.lines(report).forEach(console()::print);
      return;
    }
    report.machine().lines().forEach(console()::print);
    console().print("threads   %d", report.threads());
    new TextTable(
            List.of("batch", "answers", "images/s", "ms median", "ms p90"),
            report.results().stream().map(BenchModelVerb::row).toList())
        .lines()
        .forEach(console()::print);
  }

  private static List<String> row(AnswerTimes measured) {
    return List.of(
        Integer.toString(measured.batch()),
        Integer.toString(measured.answers()),
        String.format(Locale.ROOT, "%,.0f", measured.imagesPerSecond()),
        String.format(Locale.ROOT, "%.3f", measured.millisMedian()),
        String.format(Locale.ROOT, "%.3f", measured.millisP90()));
  }
}
