package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Java program with the jar on its class path gets is what the command line gets. */
class JavaProgramIT {
  private static final Path EXAMPLE = Path.of("scripts/examples/Train.java").toAbsolutePath();

  /** Also where the digits of the locale are others. */
  @Test
  void trainsResumesPublishesAndEvaluatesQuietly(@TempDir Path folder) throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder)
            .withJavaOptions("-Duser.language=ar", "-Duser.country=EG")
            .runSource(EXAMPLE);
    assertEquals(List.of(), outcome.err());
    assertEquals(0, outcome.exitCode());
    double accuracy =
        new ObjectMapper()
            .readTree(folder.resolve("runs/example/figures.json").toFile())
            .get("accuracy")
            .asDouble();
    assertEquals(
        List.of(String.format(Locale.ROOT, "savedmodel/quickstart/1: accuracy %.4f", accuracy)),
        outcome.out());
    assertEquals(0, TrainJar.in(folder).run("--data", "sample", "--run", "typed").exitCode());
    assertEquals(
        -1,
        Files.mismatch(
            folder.resolve("typed/weights.data-00000-of-00001"),
            folder.resolve("runs/example/weights.data-00000-of-00001")));
  }

  @Test
  void takesAtMostTenLines() throws Exception {
    List<String> lines = Files.readAllLines(EXAMPLE);
    int main = lines.indexOf("  public static void main(String[] args) throws Exception {");
    int end = lines.indexOf("  }");
    assertTrue(end - main - 1 <= 10, "%d lines".formatted(end - main - 1));
  }
}
