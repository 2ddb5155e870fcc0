package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to train comes to the same bits on two workers and in one process. */
class ClusterRecipesIT {
  /** What a run leaves that no clock is in; not every run leaves all. */
  private static final List<String> RESULTS =
      List.of("weights.data-00000-of-00001", "metrics.csv", "training.csv", "validation.csv");

  @AutoClose private static LoneNetwork network;
  @AutoClose private static LoneWorkers workers;
  private static Path folder;

  @BeforeAll
  static void startWorkers(@TempDir Path here) throws Exception {
    network = LoneNetwork.open();
    folder = here;
    Pictures.lay(folder.resolve("pictures/train"), 24, "a", "b", "c");
    Pictures.lay(folder.resolve("pictures/test"), 4, "a", "b", "c");
    workers = new LoneWorkers(TrainJar.in(folder).runBy(network.prefix()));
    workers.start(0, 1);
  }

  /** The others are the first of these with other numbers, widths and views. */
  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "cpu-80", "photos"})
  void aRecipe(String recipe) throws Exception {
    assertSame(recipe, "--recipe", recipe, "--image-size", "32", "--epochs", "2");
  }

  /** From a model of one's own, of which a part stays, to the epoch that did best. */
  @Test
  void fineTuning() throws Exception {
    String network = "convgroups-8-8-16";
    TrainJar.Outcome model =
        TrainJar.in(folder)
            .run(
                "--data",
                "pictures",
                "--network",
                network,
                "--epochs",
                "1",
                "--run",
                "first",
                "--export",
                "first-model");
    assertEquals(0, model.exitCode(), model.err()::toString);
    assertSame(
        "tuned",
        "--recipe",
        "photos",
        "--image-size",
        "40x36",
        "--network",
        network,
        "--init-from",
        "first-model",
        "--freeze",
        "group1*",
        "--validation",
        "0.25",
        "--patience",
        "2",
        "--keep",
        "best",
        "--epochs",
        "8",
        "--lookahead",
        "2",
        "--offset-rate",
        "4",
        "--decoupled-decay",
        "--cutout",
        "4");
  }

  private static void assertSame(String run, String... settings) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.addAll(List.of("--data", "pictures", "--batch-size", "16"));
    arguments.addAll(List.of("--towers", "3", "--threads", "1", "--export", "model"));
    Path near = train(TrainJar.in(folder), arguments, run + "-near");
    arguments.addAll(List.of("--cluster", LoneWorkers.CLUSTER));
    Path far = train(TrainJar.in(folder).runBy(network.prefix()), arguments, run + "-far");
    for (String file : RESULTS) {
      assertEquals(Files.exists(near.resolve(file)), Files.exists(far.resolve(file)), file);
      if (Files.exists(near.resolve(file))) {
        assertArrayEquals(
            Files.readAllBytes(near.resolve(file)), Files.readAllBytes(far.resolve(file)), file);
      }
    }
  }

  private static Path train(TrainJar jar, List<String> arguments, String run) throws Exception {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--run", run));
    TrainJar.Outcome outcome = jar.run(all.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err()::toString);
    return folder.resolve(run);
  }
}
