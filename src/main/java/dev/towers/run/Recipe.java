package dev.towers.run;

import dev.towers.InputException;
import dev.towers.run.Setting.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A named way to train: it changes some settings and leaves the others.
 *
 * @param help what it is for
 */
public record Recipe(String name, String help, UnaryOperator<Settings> change) {

  /** Every recipe, in the order in which people read of them. */
  public static final List<Recipe> ALL =
      List.of(
          new Recipe(
              "quickstart",
              "PyTorch's quick-start on CIFAR-10",
              usual(
                  List.of(
                      Settings.NETWORK,
                      Settings.EPOCHS,
                      Settings.BATCH_SIZE,
                      Settings.LEARNING_RATE,
                      Settings.SCHEDULE,
                      Settings.MOMENTUM,
                      Settings.NESTEROV,
                      Settings.WEIGHT_DECAY,
                      Settings.LABEL_SMOOTHING))));

  /**
   * The recipe of that name, or that of a run whose {@code settings.json} the text is the path of.
   *
   * @throws InputException if there is neither, or it is no such file
   */
  public static Recipe of(String text) {
    for (Recipe recipe : ALL) {
      if (recipe.name.equals(text)) {
        return recipe;
      }
    }
    if (text.endsWith(".json") && Files.isRegularFile(Path.of(text))) {
      return ofRun(Path.of(text));
    }
    throw new InputException(
        "there is no recipe '%s': choose %s, or the settings.json of a run"
            .formatted(text, ALL.stream().map(Recipe::name).collect(Collectors.joining(", "))));
  }

  /** The settings with this recipe. */
  public Settings applyTo(Settings settings) {
    return change.apply(settings);
  }

  private static Recipe ofRun(Path file) {
    Settings theirs;
    try {
      theirs = SettingsFile.read(file);
    } catch (IOException e) {
      throw new InputException(
          "'%s' holds no settings of a run: %s".formatted(file, e.getMessage()), e);
    }
    return new Recipe(
        file.toString(),
        "the settings of another run",
        settings -> {
          Settings changed = settings;
          for (Setting<?> setting : Settings.ALL) {
            if (setting.role() == Role.RESULT) {
              changed = changed.withAny(setting, theirs.get(setting));
            }
          }
          return changed;
        });
  }

  private static UnaryOperator<Settings> usual(List<Setting<?>> which) {
    return settings -> {
      Settings changed = settings;
      for (Setting<?> setting : which) {
        changed = changed.withAny(setting, setting.usual());
      }
      return changed;
    };
  }
}
