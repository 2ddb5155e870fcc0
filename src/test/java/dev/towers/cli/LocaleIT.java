package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed and written is the same in every locale. */
class LocaleIT {
  private static final Path EXAMPLE = Path.of("scripts/examples/Train.java").toAbsolutePath();

  @TempDir private static Path english;

  private static List<String> printed;

  @BeforeAll
  static void runInEnglish() throws Exception {
    printed = printedBy(in(english, "en", "US"));
  }

  /** Arabic and Persian have digits of their own, Turkish another i, German a comma. */
  @ParameterizedTest
  @CsvSource({"ar, EG", "fa, IR", "tr, TR", "de, DE"})
  void isTheSameEverywhere(String language, String country, @TempDir Path folder) throws Exception {
    assertEquals(printed, printedBy(in(folder, language, country)));
    for (String file : List.of("run/metrics.csv", "run/settings.json", "bad")) {
      assertEquals(
          Files.readString(english.resolve(file)), Files.readString(folder.resolve(file)), file);
    }
  }

  @Test
  void javaProgramToo(@TempDir Path folder) throws Exception {
    TrainJar.Outcome outcome = in(folder, "ar", "EG").runSource(EXAMPLE);
    assertEquals(List.of(), outcome.err());
    assertEquals(0, outcome.exitCode());
  }

  private static TrainJar in(Path folder, String language, String country) {
    return TrainJar.in(folder)
        .withJavaOptions("-Duser.language=" + language, "-Duser.country=" + country);
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
