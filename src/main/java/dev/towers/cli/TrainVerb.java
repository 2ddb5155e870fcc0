package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.data.source.DataSource;
import dev.towers.run.Recipe;
import dev.towers.run.Settings;
import dev.towers.run.TrainingRun;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    modelTransformer = SettingOptions.OfRun.class,
    description = "Trains a network, tests it, and exports it as a SavedModel.")
final class TrainVerb extends EventVerb {
  @Spec private CommandSpec spec;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      order = 96,
      description =
          "A named set of options, or the settings.json of another run; an option given beside it"
              + " wins (default: photos for a folder of images, else quickstart).")
  private String recipe;

  @Option(
      names = "--resume",
      order = 96,
      description =
          "Go on with the run in --run from its last checkpoint, with its options, to the same"
              + " result as if it had never stopped.")
  private boolean resume;

  /** The answer is in files, but for a program that reads the events. */
  @Override
  Output hush(Output all) {
    return tellsProgram() ? super.hush(all) : all.quiet();
  }

  @Override
  void run() throws Exception {
    if (resume) {
      Recipe base = recipe == null ? null : Recipe.of(recipe);
      TrainingRun.resume(runFolder(), settings -> asked(base, settings), console());
    } else {
      Recipe base = recipe == null ? usual() : Recipe.of(recipe);
      TrainingRun.start(asked(base, Settings.usual()), console());
    }
  }

  private Recipe usual() {
    return Recipe.usualFor(DataSource.parse(asked(null, Settings.usual()).get(Settings.DATA)));
  }

  private Settings asked(Recipe base, Settings settings) {
    Settings recipes = base == null ? settings : base.applyTo(settings);
    return SettingOptions.typed(spec.commandLine().getParseResult(), recipes);
  }

  private Path runFolder() {
    String run = asked(null, Settings.usual()).get(Settings.RUN);
    if (run.isEmpty()) {
      throw new InputException("--resume needs --run DIR, the folder of the run to go on with");
    }
    return Path.of(run);
  }
}
