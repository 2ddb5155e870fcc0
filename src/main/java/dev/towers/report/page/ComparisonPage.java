package dev.towers.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Runs beside each other. Each is known by a letter, from A on, or by a number after Z. */
public record ComparisonPage(List<RunPage> runs) {
  private static final int LETTERS = 26;
  private static final int MOST_CLASSES = 40;

  public ComparisonPage {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a comparison of no runs");
    }
  }

  /** By which a run is known here. */
  public String letter(int run) {
    return run < LETTERS ? String.valueOf((char) ('A' + run)) : Integer.toString(run + 1);
  }

  /** The names of the figures that any run has, in order. */
  public List<String> figures() {
    Set<String> names = new LinkedHashSet<>();
    runs.stream()
        .sorted(Comparator.comparing(run -> -run.summary().size())) // those that have most lead
        .forEach(run -> run.summary().forEach(fact -> names.add(fact.name())));
    return List.copyOf(names);
  }

  /** A figure of a run; a dash where it has none. */
  public String figure(RunPage run, String name) {
    return run.summary().stream()
        .filter(fact -> fact.name().equals(name))
        .map(Fact::value)
        .findFirst()
        .orElse("–");
  }

  /** The curves of all runs over each other. */
  public List<Chart> charts() {
    return List.of(
            chart("loss", "Training loss", "Loss", History::loss, Numbers::loss),
            chart(
                "validation-loss",
                "Validation loss",
                "Loss",
                History::validationLoss,
                Numbers::loss),
            chart(
                "accuracy",
                "Validation accuracy, %",
                "Accuracy, %",
                History::validationAccuracy,
                Numbers::hundredths),
            chart("rate", "Learning rate", "Learning rate", History::rate, Numbers::plain))
        .stream()
        .filter(chart -> !chart.isEmpty())
        .toList();
  }

  /** The settings in which the runs differ, places on the disk among them. */
  public List<Difference> differences() {
    List<Difference> differences = new ArrayList<>();
    for (Choice choice : runs.get(0).settings()) {
      List<String> values = runs.stream().map(run -> value(run, choice.setting())).toList();
      if (values.stream().distinct().count() > 1) {
        differences.add(new Difference(choice.setting(), values));
      }
    }
    return differences;
  }

  /** The classes, where all runs that were tested have the same ones and not too many. */
  public List<String> classes() {
    List<List<String>> names =
        runs.stream()
            .flatMap(run -> run.test().stream())
            .map(TestReport::names)
            .distinct()
            .toList();
    return names.size() == 1 && names.get(0).size() <= MOST_CLASSES ? names.get(0) : List.of();
  }

  /** The share of a class that a run told right; a dash where it was not tested. */
  public String accuracy(RunPage run, int label) {
    return run.test().map(test -> Numbers.percent(test.matrix().accuracy(label))).orElse("–");
  }

  private static String value(RunPage run, String setting) {
    return run.settings().stream()
        .filter(choice -> choice.setting().equals(setting))
        .map(Choice::value)
        .findFirst()
        .orElse("–");
  }

  private Chart chart(
      String id,
      String title,
      String y,
      Function<History, List<Point>> points,
      DoubleFunction<String> words) {
    List<Chart.Line> lines = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      lines.add(new Chart.Line(letter(run), run, points.apply(runs.get(run).history())));
    }
    return new Chart(id, title, y, lines, words);
  }
}
