package dev.towers.report.page;

import java.util.List;
import java.util.Optional;

/**
 * All that is told of a run.
 *
 * @param folder of the run, as the user names it
 * @param title what was trained on what
 * @param asOf when this was so, for people
 * @param summary the figures that matter most, the first before all
 * @param curvesNote what to know of the curves; may be empty
 * @param test nothing before the run is complete
 * @param commands to do something with the run
 * @param startIn the folder in which they are to be typed; may be empty
 * @param facts about data, time and machine
 */
public record RunPage(
    String folder,
    String title,
    Standing standing,
    String asOf,
    List<Fact> summary,
    History history,
    String curvesNote,
    Optional<TestReport> test,
    List<Command> commands,
    String startIn,
    List<Choice> settings,
    List<Fact> facts) {
  public RunPage {
    summary = List.copyOf(summary);
    commands = List.copyOf(commands);
    settings = List.copyOf(settings);
    facts = List.copyOf(facts);
  }

  /** The settings that are not what is usual. */
  public List<Choice> chosen() {
    return settings.stream().filter(choice -> !choice.isUsual()).toList();
  }

  /** The settings that are what is usual. */
  public List<Choice> usual() {
    return settings.stream().filter(Choice::isUsual).toList();
  }

  /** The loss and, where there are any, accuracy and learning rate. */
  public List<Chart> charts() {
    Chart loss =
        new Chart(
            "loss",
            "Loss",
            "Loss",
            List.of(
                new Chart.Line("Training", 0, history.loss()),
                new Chart.Line("Validation", 1, history.validationLoss())),
            Numbers::loss);
    Chart accuracy =
        new Chart(
            "accuracy",
            "Accuracy, %",
            "Accuracy, %",
            List.of(
                new Chart.Line("Training", 0, history.accuracy()),
                new Chart.Line("Validation", 1, history.validationAccuracy())),
            Numbers::hundredths);
    Chart rate =
        new Chart(
            "rate",
            "Learning rate",
            "Learning rate",
            List.of(new Chart.Line("Learning rate", 0, history.rate())),
            Numbers::plain);
    return List.of(loss, accuracy, rate).stream().filter(chart -> !chart.isEmpty()).toList();
  }
}
