package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed and written is the same in every locale. */
class LocaleIT {
  @TempDir private static Path english;

  private static List<String> printed;

  @BeforeAll
  static void runInEnglish() throws Exception {
    printed = printedBy(TrainJar.in(english).withJavaOptions("-Duser.language=en"));
  }

  /** Arabic and Persian have digits of their own, Turkish another i, German other words. */
  @ParameterizedTest
  @CsvSource({"tr, ar, EG", "de, fa, IR"})
  void isTheSameEverywhere(String language, String ofNumbers, String country, @TempDir Path folder)
      throws Exception {
    TrainJar jar =
        TrainJar.in(folder)
            .withJavaOptions(
                "-Duser.language=" + language,
                "-Duser.language.format=" + ofNumbers,
                "-Duser.country.format=" + country);
    assertEquals(printed, printedBy(jar));
    for (String file : List.of("run/metrics.csv", "run/settings.json", "bad")) {
      assertEquals(
          Files.readString(english.resolve(file)), Files.readString(folder.resolve(file)), file);
    }
  }

  /**
   * In the encoding of LC_ALL=C there is no é; it may be a class, an image or the working folder.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples --data images",
        "samples --data sample --out $(printf 'caf\\303\\251.png')",
        "--data sample --run $(printf 'caf\\303\\251')"
      })
  void namesThatCannotBeWrittenAreToldWithTheWayOut(String arguments, @TempDir Path folder)
      throws Exception {
    String make = "mkdir -p $(printf 'images/train/\\303\\251 images/test/\\303\\251')";
    assertEquals(
        0, new ProcessBuilder("sh", "-c", make).directory(folder.toFile()).start().waitFor());
    TrainJar.Outcome outcome =
        TrainJar.in(folder).withEnvironment(Map.of("LC_ALL", "C")).runInShell(arguments);
    String last = outcome.err().get(outcome.err().size() - 1);
    assertTrue(last.contains("LC_ALL=C.UTF-8"), outcome.err()::toString);
    assertEquals(2, outcome.exitCode());
  }

  /** Lines of training, evaluating and being wrong, without those that tell times and folders. */
  private static List<String> printedBy(TrainJar jar) throws IOException, InterruptedException {
    TrainJar.Outcome trained =
        jar.run(
            "--data",
            "sample",
            "--epochs",
            "1",
            "--batch-size",
            "100",
            "--run",
            "run",
            "--export",
            "model");
    assertEquals(List.of(), trained.err());
    TrainJar.Outcome evaluated = jar.run("evaluate", "--model", "model", "--data", "sample");
    TrainJar.Outcome wrong = jar.run("--batch-size", "-1000000");
    Files.write(jar.folder().resolve("bad"), wrong.err());
    assertEquals(List.of(0, 0, 2), codes(trained, evaluated, wrong));
    return Stream.concat(trained.out().stream(), evaluated.out().stream())
        .filter(line -> !line.startsWith("Finished Training"))
        .toList();
  }

  private static List<Integer> codes(TrainJar.Outcome... outcomes) {
    return Arrays.stream(outcomes).map(TrainJar.Outcome::exitCode).toList();
  }
}
