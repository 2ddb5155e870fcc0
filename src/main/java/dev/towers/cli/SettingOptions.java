package dev.towers.cli;

import dev.towers.run.Recipe;
import dev.towers.run.Setting;
import dev.towers.run.Settings;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Settings as options of a verb: each is an option of its name, with its help and its default. */
class SettingOptions implements IModelTransformer {
  private final List<Setting<?>> settings;

  SettingOptions(List<Setting<?>> settings) {
    this.settings = settings;
  }

  /** All settings of a run. */
  static final class OfRun extends SettingOptions {
    OfRun() {
      super(Settings.ALL);
    }

    @Override
    public CommandSpec transform(CommandSpec verb) {
      verb.usageMessage()
          .footerHeading("%nRecipes:%n")
          .footer(
              Recipe.ALL.stream()
                  .map(
                      recipe ->
                          "  %-12s%s".formatted(recipe.name(), recipe.help()).replace("%", "%%"))
                  .toArray(String[]::new));
      return super.transform(verb);
    }
  }

  /** Where the images are, and what becomes of them. */
  static final class OfImages extends SettingOptions {
    OfImages() {
      super(List.of(Settings.DATA, Settings.IMAGE_SIZE, Settings.FIT, Settings.SKIP_BAD));
    }
  }

  /** The workers, and how long to wait for them. */
  static final class OfCluster extends SettingOptions {
    OfCluster() {
      super(List.of(Settings.CLUSTER, Settings.CLUSTER_WAIT, Settings.STEP_TIMEOUT));
    }
  }

  /** Where the images are, and whether bad ones matter. */
  static final class OfData extends SettingOptions {
    OfData() {
      super(List.of(Settings.DATA, Settings.SKIP_BAD));
    }
  }

  @Override
  public CommandSpec transform(CommandSpec verb) {
    for (Setting<?> setting : settings) {
      verb.addOption(option(setting));
    }
    return verb;
  }

  /** The settings with all that was typed; what was not is left as it is. */
  static Settings typed(ParseResult parsed, Settings settings) {
    Settings changed = settings;
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.userObject() instanceof Setting<?> setting) {
        changed = changed.withAny(setting, option.getValue());
      }
    }
    return changed;
  }

  private static OptionSpec option(Setting<?> setting) {
    String usual =
        setting.helpTellsUsual()
            ? ""
            : String.format(Locale.ROOT, " (default: %s)", setting.usual());
    String help = setting.help();
    OptionSpec.Builder option =
        OptionSpec.builder("--" + setting.name())
            .type(setting.usual().getClass())
            .userObject(setting)
            .description(
                usual.isEmpty() ? help : help.substring(0, help.length() - 1) + usual + ".");
    if (setting.usual() instanceof Boolean) {
      return option.arity("0").negatable(true).build();
    }
    return option.paramLabel(setting.label()).arity("1").build();
  }
}
