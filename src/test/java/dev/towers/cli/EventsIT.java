package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.files.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What programs read of a run, beside what {@code docs/events.md} promises them. */
@EnabledOnOs(OS.LINUX)
class EventsIT {
  /** So slow that no epoch does better than the first. */
  private static final String TRAINING =
      "--json --data sample --network quickstart --batch-size 100 --log-every 20"
          + " --epochs 5 --validation 0.1 --patience 1 --learning-rate 1e-30";

  @TempDir private static Path folder;
  private static TrainJar.Outcome trained;

  @BeforeAll
  static void train() throws Exception {
    trained = TrainJar.in(folder).run((TRAINING + " --run run --export model").split(" "));
  }

  @Test
  void aRunTellsItsStoryInOrder() throws Exception {
    assertEquals(0, trained.exitCode(), trained.err()::toString);
    assertEquals(List.of(), trained.err());
    assertEquals(
        "started loss loss epoch checkpoint loss loss epoch checkpoint"
            + " ended_early trained weights_kept tested published completed",
        names(trained.out()));
  }

  @Test
  void theLastWeightsAreKeptForWhoWantsThem() {
    String places = " --run %1$s/last --export %1$s/last-model".formatted(folder);
    InProcess last = InProcess.run((TRAINING + " --keep last" + places).split(" "));
    assertEquals(0, last.exitCode(), last.err()::toString);
    assertTrue(
        names(last.out()).endsWith(" ended_early trained tested published completed"),
        last.out()::toString);
  }

  @Test
  void theFieldsAreThoseThatAreDocumented() throws Exception {
    Map<String, Set<String>> promised = promised();
    Map<String, Set<String>> told = new TreeMap<>();
    List<String> lines = new ArrayList<>(trained.out());
    lines.addAll(stopped().out());
    lines.addAll(TrainJar.in(folder).run("--json", "--epochs", "x").out());
    for (String line : lines) {
      JsonNode event = Json.tree(line);
      Set<String> fields = new TreeSet<>();
      event.fieldNames().forEachRemaining(fields::add);
      fields.remove("event");
      told.put(event.get("event").asText(), fields);
    }
    assertEquals(promised, told);
  }

  @Test
  void evaluationTellsTheSameFigures() throws Exception {
    TrainJar.Outcome evaluated =
        TrainJar.in(folder).run("evaluate", "--json", "--model", "model", "--data", "sample");
    assertEquals("tested", names(evaluated.out()));
    JsonNode alone = Json.tree(evaluated.out().get(0));
    JsonNode inRun = event("tested");
    for (String field : List.of("test_images", "correct", "accuracy", "confusion_matrix")) {
      assertEquals(inRun.get(field), alone.get(field));
    }
  }

  @Test
  void failuresAreToldToProgramsAndToPeople() throws Exception {
    TrainJar.Outcome diverged =
        TrainJar.in(folder)
            .run("--json --data sample --learning-rate 1e30 --run bad --export no".split(" "));
    JsonNode last = Json.tree(diverged.out().get(diverged.out().size() - 1));
    assertEquals("failed", last.get("event").asText());
    assertEquals(1, last.get("exit_code").asInt());
    String message = last.get("message").asText();
    assertTrue(
        message.matches(
            "the loss became .* at step \\d+.*start another run, with another --run and a lower.*"),
        message);
    assertEquals(List.of("error: " + message), diverged.err());
    assertEquals(1, diverged.exitCode());
    assertFalse(Files.exists(folder.resolve("no")));
    TrainJar.Outcome wrong = TrainJar.in(folder).run("evaluate", "--json", "--model", "none");
    assertEquals(2, Json.tree(wrong.out().get(0)).get("exit_code").asInt());
    assertEquals(1, wrong.out().size());
    assertEquals(2, wrong.exitCode());
  }

  @Test
  void theStartTellsTheSettingsByTheirNames() throws Exception {
    JsonNode started = event("started");
    assertEquals(4499, started.get("data").get("train").asInt());
    assertEquals(62_006, started.get("parameters").asInt());
    assertEquals(100, started.get("settings").get("batch-size").asInt());
    assertEquals("CPU:0", started.get("devices").get(0).asText());
    assertTrue(started.get("origin").isNull());
  }

  private static TrainJar.Outcome stopped() throws Exception {
    try (TrainJar.Life life =
        TrainJar.in(folder)
            .start("--json", "--data", "sample", "--epochs", "500", "--run", "stopped")) {
      while (!Files.readString(life.streams().resolve("out")).contains("checkpoint")) {
        assertTrue(life.process().isAlive());
        Thread.sleep(50);
      }
      life.signal("TERM");
      return life.end();
    }
  }

  private static JsonNode event(String name) throws Exception {
    for (String line : trained.out()) {
      JsonNode event = Json.tree(line);
      if (event.get("event").asText().equals(name)) {
        return event;
      }
    }
    throw new AssertionError("no %s in %s".formatted(name, trained.out()));
  }

  private static String names(List<String> lines) {
    return lines.stream()
        .map(line -> Json.parse(line).path("event").asText())
        .collect(Collectors.joining(" "));
  }

  /** The fields of each event, from the table of events. */
  private static Map<String, Set<String>> promised() throws Exception {
    Pattern word = Pattern.compile("`(\\w+)`");
    return Files.readAllLines(Path.of("docs/events.md")).stream()
        .dropWhile(line -> !line.startsWith("| event |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|"))
        .collect(
            Collectors.toMap(
                cells -> cells[1].replaceAll("[ `]", ""),
                cells ->
                    word.matcher(cells[3])
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)),
                (first, second) -> second,
                TreeMap::new));
  }
}
