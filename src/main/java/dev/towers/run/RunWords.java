package dev.towers.run;

import dev.towers.report.page.Fact;
import dev.towers.report.page.History;
import dev.towers.report.page.Numbers;
import dev.towers.report.page.Point;
import dev.towers.report.page.Standing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a page says of a run in words and in a few figures. */
record RunWords(
    Settings settings,
    Optional<RunFacts> known,
    Standing standing,
    Optional<Results> results,
    History history) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

  String title() {
    return settings.get(Settings.NETWORK) + known.map(it -> " on " + it.data().name()).orElse("");
  }

  String asOf() {
    return known
        .map(it -> (standing == Standing.COMPLETE ? "" : "as of ") + local(it.asOf()))
        .orElse("");
  }

  /** What matters most, before all how good the network is. */
  List<Fact> summary() {
    List<Fact> summary = new ArrayList<>();
    results.ifPresent(it -> summary.addAll(tested(it.figures())));
    history.best().ifPresent(best -> summary.add(validated(best)));
    known.ifPresent(it -> summary.addAll(progress(it)));
    return summary;
  }

  private static List<Fact> tested(RunFigures figures) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "Test accuracy",
            Numbers.percent(figures.test().accuracy()),
            "%s of %s images"
                .formatted(
                    Numbers.count(figures.test().correct()),
                    Numbers.count(figures.test().total()))));
    figures
        .certainty()
        .ifPresent(
            it ->
                facts.add(
                    new Fact(
                        "Calibration error",
                        Numbers.percent(it.calibration().expectedError()),
                        "sure against right")));
    return facts;
  }

  private static Fact validated(Point best) {
    return new Fact(
        "Best validation", Numbers.percent(best.value()), "epoch " + Numbers.plain(best.epoch()));
  }

  private List<Fact> progress(RunFacts facts) {
    int epochs = settings.get(Settings.EPOCHS);
    double passed =
        facts.position().epoch() - 1 + facts.position().step() / (double) facts.stepsPerEpoch();
    List<Fact> words = new ArrayList<>();
    words.add(
        new Fact(
            "Epochs",
            passed == epochs
                ? String.valueOf(epochs)
                : Numbers.thousandths(passed).replaceAll("\\.?0+$", ""),
            passed == epochs
                ? "%s steps".formatted(Numbers.count(facts.position().steps()))
                : "of %d".formatted(epochs)));
    if (!history.loss().isEmpty()) {
      Point last = history.loss().get(history.loss().size() - 1);
      words.add(new Fact("Training loss", Numbers.thousandths(last.value()), "last"));
    }
    double images = passed * facts.data().train();
    double seconds = // of a complete run the facts count its tests too
        results.map(it -> it.figures().trainingSeconds()).orElse(facts.trainingSeconds());
    words.add(
        new Fact(
            "Training time",
            Numbers.time(seconds),
            seconds > 0 ? Numbers.count(Math.round(images / seconds)) + " images/s" : ""));
    if (standing == Standing.GOING && passed > 0) {
      double left = seconds / passed * (epochs - passed);
      words.add(new Fact("Time left", "≈\u00a0" + Numbers.time(left)));
    }
    words.add(new Fact("Parameters", Numbers.count(facts.parameters())));
    return words;
  }

  /** Why the two losses are not of one kind, where that is so. */
  String curvesNote() {
    boolean smoothed = settings.get(Settings.LABEL_SMOOTHING) > 0;
    return smoothed && !history.validationLoss().isEmpty()
        ? "The loss of training is held to smoothed labels, that of validation to the plain ones: the"
            + " second may well be the lower."
        : "";
  }

  /** About data, time and machine. */
  List<Fact> facts() {
    return known.map(RunWords::facts).orElse(List.of());
  }

  private static List<Fact> facts(RunFacts it) {
    RunFacts.Data data = it.data();
    return List.of(
        new Fact("Data set", data.name()),
        new Fact(
            "Images",
            "%s to train on, %s%s to test with"
                .formatted(
                    Numbers.count(data.train()),
                    data.validation() == 0
                        ? ""
                        : Numbers.count(data.validation()) + " to validate, ",
                    Numbers.count(data.test()))),
        new Fact("Shape", data.shape(), "height, width, channels"),
        new Fact("Classes", Numbers.count(data.classes())),
        new Fact("Began", local(it.began())),
        new Fact("Devices", String.join(", ", it.machine().devices())),
        new Fact(
            "Machine",
            it.machine().cpu(),
            "%d cores, %s".formatted(it.machine().cores(), it.machine().system())),
        new Fact(
            "Versions",
            "Towers %s, TensorFlow %s, Java %s"
                .formatted(it.machine().towers(), it.machine().tensorflow(), it.machine().java())));
  }

  private static String local(String instant) {
    return TIME.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
  }
}
