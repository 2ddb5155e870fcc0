package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard streams that are full, closed or read in part. */
@EnabledOnOs(OS.LINUX)
class StreamsIT {
  private static final String LOST = "error: standard output cannot be written: ";

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws Exception {
    TrainJar jar = TrainJar.in(folder);
    String training = "--data sample --epochs 1 --batch-size 100 --export model";
    assertEquals(0, jar.run(training.split(" ")).exitCode());
    assertEquals(0, jar.run("samples", "--data", "sample").exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate --model model --data sample",
        "inspect --model model",
        "predict --model model --json samples.png",
        "--data sample --epochs 1 --batch-size 100 --run full --export other",
        "--help"
      })
  void resultsThatAreLostAreAFailure(String arguments) throws Exception {
    TrainJar.Outcome outcome = TrainJar.in(folder).runInShell(arguments + " > /dev/full");
    assertEquals(List.of(LOST + "No space left on device"), outcome.err());
    assertEquals(1, outcome.exitCode());
  }

  @Test
  void whoeverReadsThroughAPipeMayStop() throws Exception {
    TrainJar.Outcome outcome = TrainJar.in(folder).runInShell("inspect --model model | head -n 1");
    assertEquals(1, outcome.out().size());
    assertEquals(List.of(), outcome.err());
  }

  @Test
  void quietTrainingSaysNothing() throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder)
            .runInShell("--quiet --data sample --epochs 1 --batch-size 100 --run q --export quiet");
    assertEquals(List.of(), outcome.out());
    assertEquals(List.of(), outcome.err());
    assertEquals(0, outcome.exitCode());
    assertTrue(Files.exists(folder.resolve("quiet/1/saved_model.pb")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate --model %s/model --data sample",
        "inspect --model %s/model",
        "data-parallel --devices cpu:2"
      })
  void quietVerbsStillAnswer(String arguments) {
    InProcess loud = runHere(arguments);
    InProcess quiet = runHere(arguments + " --quiet");
    assertEquals(loud.out(), quiet.out());
    assertEquals(List.of(), quiet.err());
    assertEquals(0, quiet.exitCode());
  }

  @Test
  void quietVerbsLeaveOutWhatLoudOnesSay() {
    String arguments = "samples --data built-in --out %s/quiet.png";
    InProcess loud = runHere(arguments);
    assertTrue(loud.err().get(0).contains("travels with the program"), loud.err()::toString);
    InProcess quiet = runHere(arguments + " --quiet");
    assertEquals(loud.out(), quiet.out());
    assertEquals(List.of(), quiet.err());
    assertEquals(0, quiet.exitCode());
  }

  private static InProcess runHere(String arguments) {
    return InProcess.run(arguments.formatted(folder).split(" "));
  }

  @Test
  void quietVerbsStillTellWhatIsAmiss() throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder)
            .run("predict", "--quiet", "--model", "model", "samples.png", "none.png");
    assertEquals(2, outcome.out().size());
    assertEquals(2, outcome.err().size(), outcome.err()::toString);
    assertEquals(2, outcome.exitCode());
  }

  @Test
  void quietTrainingStillTellsProgramsItsEvents() throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder)
            .run("--quiet --json --data sample --epochs 1 --batch-size 100 --run j".split(" "));
    assertTrue(outcome.out().get(0).startsWith("{\"event\":\"started\""), outcome.out()::toString);
    assertEquals(List.of(), outcome.err());
  }

  /** The Java machine's own files then have the number of standard error. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate --model model --data sample",
        "inspect --model model",
        "predict --model model samples.png",
        "samples --data sample --out again.png",
        "data-parallel --devices cpu:2",
        "--data sample --epochs 1 --batch-size 100 --run closed --export other"
      })
  void standardErrorMayBeClosed(String arguments) throws Exception {
    TrainJar.Outcome outcome = TrainJar.in(folder).runInShell(arguments + " 2>&-");
    assertEquals(0, outcome.exitCode());
    assertTrue(!outcome.out().isEmpty());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(file -> file.toString().contains("hs_err")).toList());
    }
  }

  /** Colors, a turned direction of writing, a line feed: none may come from a file's name. */
  @Test
  void namesDoNotSteerTheTerminal() throws Exception {
    String steering = "\u001b[31m\u202ered\n.png";
    assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "names in UTF-8");
    Files.copy(folder.resolve("samples.png"), folder.resolve(steering));
    Files.writeString(folder.resolve("bad" + steering), "no image");
    TrainJar.Outcome outcome =
        TrainJar.in(folder)
            .withJavaOptions("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8")
            .run("predict", "--model", "model", steering, "bad" + steering);
    assertEquals(2, outcome.out().size());
    assertTrue(outcome.out().get(1).startsWith("?[31m?red?.png "), outcome.out()::toString);
    assertEquals(2, outcome.err().size());
    assertTrue(outcome.err().get(0).startsWith("bad?[31m?red?.png: "), outcome.err()::toString);
  }

  @Test
  void anAtIsPartOfAName() throws Exception {
    Files.copy(folder.resolve("samples.png"), folder.resolve("@x.png"));
    TrainJar.Outcome outcome =
        TrainJar.in(folder).run("predict", "--model", "model", "--json", "@x.png", "", "~/x.png");
    assertTrue(outcome.out().get(0).startsWith("{\"image\":\"@x.png\""), outcome.out()::toString);
    assertEquals(
        List.of(
            "IMAGE: expected a path, found nothing; write one",
            "IMAGE: expected a path that is written out, found '~/x.png', in which your shell has"
                + " left the ~; write $HOME for it, or ./~ for a file of that name",
            "error: 2 of the images could not be read; the lines above say why"),
        outcome.err());
    assertEquals(2, outcome.exitCode());
  }
}
