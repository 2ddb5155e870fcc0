package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import dev.towers.data.source.DataSource;
import dev.towers.graph.Start;
import dev.towers.tower.Devices;
import dev.towers.train.Schedule;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {
  private static final ImageShape CIFAR = new ImageShape(32, 32, 3);

  static List<Recipe> all() {
    return Recipe.ALL;
  }

  @Test
  void foldersOfImagesHaveTheRecipeForPhotos(@TempDir Path folder) throws IOException {
    assertEquals("quickstart", Recipe.usualFor(DataSource.parse("auto")).name());
    assertEquals("quickstart", Recipe.usualFor(DataSource.parse(folder.toString())).name());
    for (String name : List.of("cat", "dog")) {
      Files.createFile(
          Files.createDirectories(folder.resolve("train").resolve(name)).resolve("1.jpg"));
    }
    assertEquals("photos", Recipe.usualFor(DataSource.parse(folder.toString())).name());
    Files.createFile(folder.resolve("data_batch_1.bin"));
    assertEquals("quickstart", Recipe.usualFor(DataSource.parse(folder.toString())).name());
  }

  @Test
  void theQuickStartIsWhatIsUsual() {
    assertEquals(Settings.usual(), Recipe.of("quickstart").applyTo(Settings.usual()));
    Settings changed = Recipe.of("cpu-80").applyTo(Settings.usual());
    assertNotEquals(Settings.usual(), changed);
    assertEquals(Settings.usual(), Recipe.of("quickstart").applyTo(changed));
  }

  /** The networks and methods whose accuracies the README tells. */
  @ParameterizedTest
  @CsvSource({
    "cpu-80, convgroups-32-64-96, 2, 256, 0.4, 0.05, 0.85, 0.0013",
    "cpu-90, convgroups-64-256-256, 8, 512, 1, 0.1, 0.6, 0.001",
    "cpu-91, convgroups-128-384-384, 10, 512, 1, 0.1, 0.6, 0.001",
    "cpu-92, convgroups-128-384-384, 38, 512, 1, 0.1, 0.6, 0.001",
    "gpu-94, convgroups-64-256-256, 10, 1024, 1.5, 0, 0.85, 0.0013"
  })
  void trainsAsItWasMeasured(
      String recipe,
      String network,
      int epochs,
      int batchSize,
      double learningRate,
      double muon,
      double momentum,
      double weightDecay) {
    Settings settings = Recipe.of(recipe).applyTo(Settings.usual());
    assertEquals(network, settings.get(Settings.NETWORK));
    assertEquals(epochs, settings.get(Settings.EPOCHS));
    assertEquals(batchSize, settings.get(Settings.BATCH_SIZE));
    assertEquals(learningRate, settings.get(Settings.LEARNING_RATE));
    assertEquals(muon, settings.get(Settings.MUON));
    assertEquals(momentum, settings.get(Settings.MOMENTUM));
    assertEquals(weightDecay, settings.get(Settings.WEIGHT_DECAY));
  }

  /** All that decides the result is theirs, and nothing else. */
  @Test
  void theSettingsOfARunAreARecipe(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("settings.json");
    Settings theirs =
        Recipe.of("cpu-90")
            .applyTo(Settings.usual())
            .with(Settings.EPOCHS, 3)
            .with(Settings.SEED, 7L)
            .with(Settings.INIT_FROM, "model")
            .with(Settings.DATA, "sample")
            .with(Settings.RUN, "theirs")
            .with(Settings.EXPORT, "their-model")
            .with(Settings.DEVICES, "cpu:3");
    SettingsFile.write(file, theirs);
    Settings ours = Settings.usual().with(Settings.RUN, "ours").with(Settings.MOMENTUM, 0.5);
    Settings changed = Recipe.of(file.toString()).applyTo(ours);
    assertEquals(List.of(), theirs.differingIn(changed));
    assertEquals(3, changed.get(Settings.EPOCHS));
    assertEquals(0.6, changed.get(Settings.MOMENTUM));
    assertEquals(7L, changed.get(Settings.SEED));
    assertEquals("model", changed.get(Settings.INIT_FROM));
    assertEquals("auto", changed.get(Settings.DATA));
    assertEquals("ours", changed.get(Settings.RUN));
    assertEquals("", changed.get(Settings.EXPORT));
    assertEquals("auto", changed.get(Settings.DEVICES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"epochs\": | Unexpected end-of-input",
        "[] | no settings",
        "{\"epochs\": \"many\"} | no settings: epochs is 'many'",
        "{\"format\": 99} | it is of format 99, this version of Towers knows up to",
        "{\"epoch\": 1} | there is no setting 'epoch' in this version of Towers"
      })
  void whatHoldsNoSettingsIsNoRecipe(String json, String reason, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("settings.json"), json);
    String refusal =
        assertThrows(InputException.class, () -> Recipe.of(file.toString())).getMessage();
    assertTrue(
        refusal.startsWith("'%s' holds no settings of a run: %s".formatted(file, reason)), refusal);
    assertEquals(1, refusal.lines().count(), refusal);
  }

  /** What decides nothing, and where things are, is no business of a recipe. */
  @ParameterizedTest
  @MethodSource("all")
  void leavesPlacesAndSeedAlone(Recipe recipe) {
    Settings given =
        Settings.usual()
            .with(Settings.DATA, "sample")
            .with(Settings.SEED, 7L)
            .with(Settings.RUN, "r");
    Settings changed = recipe.applyTo(given);
    assertEquals("sample", changed.get(Settings.DATA));
    assertEquals(7L, changed.get(Settings.SEED));
    assertEquals("r", changed.get(Settings.RUN));
  }

  /** For photos, the README tells of five classes. */
  @ParameterizedTest
  @MethodSource("all")
  void makesAGraph(Recipe recipe) throws IOException {
    Devices one = Devices.cpus(1);
    Settings settings = recipe.applyTo(Settings.usual()).decidedFor(one);
    try (TrainingGraph graph =
        TrainingGraph.open(
            settings.network(),
            TrainingImages.of(CIFAR, recipe == Recipe.PHOTOS ? 5 : 10),
            LearningMethod.of(settings),
            settings.layout(one),
            Start.fresh(settings.seed()))) {
      assertEquals(settings.get(Settings.TOWERS), graph.steps().size());
      assertEquals(recipe.name().equals("quickstart"), graph.feeds().views().isEmpty());
      assertEquals(parametersInReadme(recipe), graph.variables().trainedCount());
    }
  }

  /** By the row that the table of recipes has for it. */
  private static long parametersInReadme(Recipe recipe) throws IOException {
    Matcher row =
        Pattern.compile("\\| `(?:--recipe )?%s` \\| ([0-9,]+) \\|".formatted(recipe.name()))
            .matcher(Files.readString(Path.of("README.md")));
    assertTrue(row.find(), recipe.name());
    return Long.parseLong(row.group(1).replace(",", ""));
  }

  /** The learning rate ends at 0 unless it is constant, however many epochs there are. */
  @ParameterizedTest
  @MethodSource("all")
  void aScheduleFitsAnyNumberOfEpochs(Recipe recipe) {
    for (int epochs : new int[] {1, 50}) {
      Settings settings = recipe.applyTo(Settings.usual()).with(Settings.EPOCHS, epochs);
      double peak = settings.get(Settings.LEARNING_RATE);
      String schedule = settings.get(Settings.SCHEDULE);
      Schedule rate =
          LearningMethod.of(settings.decidedFor(Devices.cpus(1))).optimizer().learningRate();
      double highest = schedule.equals(RateCurve.TRIANGLE) ? 0.2 * epochs : 0;
      assertEquals(peak, rate.at(highest), 1e-6);
      assertEquals(schedule.equals(RateCurve.CONSTANT) ? peak : 0, rate.at(epochs), 1e-6);
    }
  }
}
