package dev.towers.run;

import dev.towers.InputException;
import dev.towers.data.Augmentation.Flip;
import dev.towers.data.source.DataSource;
import dev.towers.files.Reason;
import dev.towers.graph.Precision;
import dev.towers.graph.networks.TestTimeAugmentation;
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

  /** What the others start from: everything that decides how the network comes out. */
  private static final UnaryOperator<Settings> QUICK_START =
      usual(
          List.of(
              Settings.VALIDATION,
              Settings.KEEP,
              Settings.PATIENCE,
              Settings.NETWORK,
              Settings.EPOCHS,
              Settings.BATCH_SIZE,
              Settings.LEARNING_RATE,
              Settings.SCHEDULE,
              Settings.MOMENTUM,
              Settings.NESTEROV,
              Settings.WEIGHT_DECAY,
              Settings.DECOUPLED_DECAY,
              Settings.LOOKAHEAD,
              Settings.MUON,
              Settings.OFFSET_RATE,
              Settings.LABEL_SMOOTHING,
              Settings.SHIFT,
              Settings.FLIP,
              Settings.CUTOUT,
              Settings.TTA,
              Settings.PRECISION,
              Settings.TOWERS,
              Settings.LOG_EVERY));

  /** PyTorch's quick-start. */
  public static final Recipe QUICKSTART =
      new Recipe(
          "quickstart", "54 % on CIFAR-10 in 16 s on one core: PyTorch's quick-start", QUICK_START);

  /** For people's own pictures. */
  public static final Recipe PHOTOS =
      new Recipe(
          "photos",
          "people's own pictures; the best epoch is kept",
          settings ->
              fast(settings, "convgroups-32-64-128", 60)
                  .with(Settings.IMAGE_SIZE, "64")
                  .with(Settings.BATCH_SIZE, 32)
                  .with(Settings.LEARNING_RATE, 0.1)
                  .with(Settings.SHIFT, 4)
                  .with(Settings.FLIP, Flip.RANDOM.word())
                  .with(Settings.VALIDATION, 0.1));

  /** Every recipe, in the order in which people read of them. */
  public static final List<Recipe> ALL =
      List.of(
          QUICKSTART,
          new Recipe(
              "cpu-80",
              "80 % on CIFAR-10 in 16 seconds on two cores",
              settings -> inTwoTowers(settings, "convgroups-32-64-96", 2)),
          new Recipe(
              "cpu-90",
              "90 % on CIFAR-10 in 5 minutes on two cores",
              settings -> large(settings, "convgroups-64-256-256", 8)),
          new Recipe(
              "cpu-91",
              "91.5 % on CIFAR-10 in 15 minutes on two cores",
              settings ->
                  large(settings, "convgroups-128-384-384", 10)
                      .with(Settings.SCHEDULE, RateCurve.LINEAR)),
          new Recipe(
              "cpu-92",
              "92.5 % on CIFAR-10 in 51 minutes on two cores",
              settings ->
                  large(settings, "convgroups-128-384-384", 38)
                      .with(Settings.SCHEDULE, RateCurve.LINEAR)
                      .with(Settings.SHIFT, 4)
                      .with(Settings.CUTOUT, 12)),
          new Recipe(
              "gpu-94",
              "the record's network, batches and steps; not tried on a GPU yet",
              settings ->
                  fast(settings, "convgroups-64-256-256", 10)
                      .with(Settings.BATCH_SIZE, 1024)
                      .with(Settings.LEARNING_RATE, 1.5)
                      .with(Settings.LABEL_SMOOTHING, 0.2)
                      .with(Settings.LOOKAHEAD, 5)
                      .with(Settings.TTA, TestTimeAugmentation.MIRROR_SHIFT)
                      .with(Settings.PRECISION, Precision.BFLOAT16.word())),
          PHOTOS);

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

  /** The recipe for a data set where none is asked for. */
  public static Recipe usualFor(DataSource source) {
    return source.isImageFolder() ? PHOTOS : QUICKSTART;
  }

  /** The settings with this recipe. */
  public Settings applyTo(Settings settings) {
    return change.apply(settings);
  }

  private static Recipe ofRun(Path file) {
    Settings theirs;
    try {
      theirs = SettingsFile.read(file);
    } catch (IOException | InputException e) {
      throw new InputException(
          "'%s' holds no settings of a run: %s".formatted(file, Reason.of(e)), e);
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

  /** With few steps that each go far and are soon forgotten, and with all six views. */
  private static Settings large(Settings settings, String network, int epochs) {
    return inTwoTowers(settings, network, epochs)
        .with(Settings.BATCH_SIZE, 512)
        .with(Settings.LEARNING_RATE, 1.0)
        .with(Settings.OFFSET_RATE, 16.0)
        .with(Settings.MUON, 0.1)
        .with(Settings.MOMENTUM, 0.6)
        .with(Settings.WEIGHT_DECAY, 0.001)
        .with(Settings.LABEL_SMOOTHING, 0.2)
        .with(Settings.TTA, TestTimeAugmentation.MIRROR_SHIFT);
  }

  private static Settings inTwoTowers(Settings settings, String network, int epochs) {
    return fast(settings, network, epochs).with(Settings.MUON, 0.05).with(Settings.TOWERS, 2);
  }

  /**
   * Much as Jordan trains networks of three groups (94% on CIFAR-10 in 3.29 Seconds on a Single
   * GPU, 2024), for batches of 256 and the mean of a batch's losses in place of their sum.
   */
  private static Settings fast(Settings settings, String network, int epochs) {
    return QUICK_START
        .apply(settings)
        .with(Settings.NETWORK, network)
        .with(Settings.EPOCHS, epochs)
        .with(Settings.BATCH_SIZE, 256)
        .with(Settings.LEARNING_RATE, 0.4)
        .with(Settings.SCHEDULE, RateCurve.TRIANGLE)
        .with(Settings.MOMENTUM, 0.85)
        .with(Settings.NESTEROV, true)
        .with(Settings.WEIGHT_DECAY, 0.0013)
        .with(Settings.LABEL_SMOOTHING, 0.1)
        .with(Settings.SHIFT, 2)
        .with(Settings.FLIP, Flip.ALTERNATE.word())
        .with(Settings.TTA, TestTimeAugmentation.MIRROR)
        .with(Settings.PRECISION, "auto")
        .with(Settings.LOG_EVERY, 0);
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
