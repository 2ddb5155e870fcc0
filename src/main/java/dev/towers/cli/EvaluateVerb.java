package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.data.Dataset;
import dev.towers.data.source.DataSource;
import dev.towers.evaluate.Evaluation;
import dev.towers.export.SavedModelClassifier;
import dev.towers.run.Settings;
import dev.towers.run.Tested;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    modelTransformer = SettingOptions.OfData.class,
    description = "Tests a SavedModel on the test images of a data set.")
final class EvaluateVerb extends EventVerb {
  private static final int MOST_NAMED = 20;

  /** Of more classes than that. */
  private static final int FEW_NAMED = 3;

  @Mixin private ModelOption model;

  @Spec private CommandSpec spec;

  @Override
  void run() throws Exception {
    Settings settings = SettingOptions.typed(spec.commandLine().getParseResult(), Settings.usual());
    DataSource source = DataSource.parse(settings.get(Settings.DATA));
    try (SavedModelClassifier classifier = SavedModelClassifier.open(model.folder())) {
      Dataset dataset = source.read(classifier.form(), settings.get(Settings.SKIP_BAD), console());
      requireFit(classifier, dataset);
      console()
          .tell(
              Tested.of(
                  Evaluation.of(classifier, dataset.test(), dataset.classNames(), console())));
    }
  }

  private static void requireFit(SavedModelClassifier model, Dataset dataset) {
    if (!model.shape().equals(dataset.shape())) {
      throw new InputException(
          "the model takes images of %s, those of %s are %s: choose other --data"
              .formatted(model.shape(), dataset.name(), dataset.shape()));
    }
    if (!model.classNames().equals(dataset.classNames())) {
      int differing = firstDifference(model.classNames(), dataset.classNames());
      throw new InputException(
          "the model knows the classes %s, %s has %s: choose other --data"
              .formatted(
                  words(model.classNames(), differing),
                  dataset.name(),
                  words(dataset.classNames(), differing)));
    }
  }

  private static int firstDifference(List<String> some, List<String> others) {
    int same = 0;
    while (same < Math.min(some.size(), others.size()) && some.get(same).equals(others.get(same))) {
      same++;
    }
    return same;
  }

  /** The names, or some of many, from the first that another list does not have there. */
  private static String words(List<String> names, int from) {
    if (names.size() <= MOST_NAMED) {
      return String.join(" ", names);
    }
    int to = Math.min(from + FEW_NAMED, names.size());
    return from == to
        ? "the first %d of them".formatted(from)
        : "%s%s%s (%d in all)"
            .formatted(
                from == 0 ? "" : "... ",
                String.join(" ", names.subList(from, to)),
                to < names.size() ? " ..." : "",
                names.size());
  }
}
