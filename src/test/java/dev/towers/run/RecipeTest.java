package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

  @ParameterizedTest
  @MethodSource("all")
  void makesAGraph(Recipe recipe) {
    Devices one = Devices.cpus(1);
    Settings settings = recipe.applyTo(Settings.usual()).decidedFor(one);
    try (TrainingGraph graph =
        TrainingGraph.open(
            settings.network(),
            TrainingImages.of(CIFAR, 10),
            LearningMethod.of(settings),
            settings.layout(one),
            Start.fresh(settings.seed()))) {
      assertEquals(settings.get(Settings.TOWERS), graph.steps().size());
      assertEquals(recipe.name().equals("quickstart"), graph.feeds().views().isEmpty());
    }
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
