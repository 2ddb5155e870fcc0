package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal shows: progress that fits, tables that stand, colours that stress. */
@EnabledOnOs(OS.LINUX)
class TerminalIT {
  private static final String TABLE =
      "--data sample --batch-size 20 --epochs 4 --validation 0.1 --log-every 0 --export table";
  private static final String EVALUATION = "evaluate --model model --data sample";
  private static final String ESCAPE = "\033";
  private static final Pattern COLOURS = Pattern.compile(ESCAPE + "\\[[0-9;]*m");

  /** What a bar is drawn over. */
  private static final String CLEARED = "\r" + ESCAPE + "\\[K";

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws Exception {
    assumeTrue(TrainJar.hasTerminals(), "script and stty, of util-linux and coreutils");
    String training = "--data sample --epochs 1 --batch-size 100 --export model";
    assertEquals(0, TrainJar.in(folder).run(training.split(" ")).exitCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 200})
  void progressFitsAndTablesStand(int columns) throws Exception {
    String shown = show("xterm", columns, TABLE + " --run shown" + columns);
    List<String> bars = bars(shown);
    for (String bar : bars) {
      assertTrue(bar.length() < columns, bar);
    }
    assertTrue(
        bars.stream().anyMatch(bar -> bar.matches("train +\\d+ %.* images/s, \\d+ s left")),
        bars::toString);
    List<String> rows = rows(shown);
    assertEquals(
        List.of(rows.get(0).length()), rows.stream().map(String::length).distinct().toList());
    assertTrue(rows.get(4).startsWith("    4  "), rows::toString);
  }

  @Test
  void whatMattersIsStressed() throws Exception {
    String shown = show("xterm", 80, EVALUATION);
    assertTrue(shown.contains(ESCAPE + "[1mAccuracy of the network on the 1000 test images: "));
    String wrong = show("xterm", 80, "--data nowhere");
    assertTrue(wrong.startsWith(ESCAPE + "[1m" + ESCAPE + "[31merror:" + ESCAPE + "[0m "), wrong);
  }

  /** Such as the shell in an editor. */
  @Test
  void aDumbTerminalIsNotSteered() throws Exception {
    assertFalse(show("dumb", 80, EVALUATION).contains(ESCAPE));
    assertEquals(List.of("error:"), firstWords(show("dumb", 80, "--data nowhere")));
  }

  @Test
  void coloursAreNotForWhoWantsNone() throws Exception {
    Map<String, String> plain = Map.of("TERM", "xterm", "NO_COLOR", "1");
    String shown = show(plain, 80, EVALUATION);
    assertFalse(COLOURS.matcher(shown).find());
    assertFalse(bars(shown).isEmpty());
    assertEquals(List.of("error:"), firstWords(show(plain, 80, "--data nowhere")));
    assertFalse(COLOURS.matcher(show("xterm", 80, "--json --data nowhere")).find());
  }

  @Test
  void whatIsNoTerminalIsNotSteered() throws Exception {
    show("xterm", 80, EVALUATION + " >out 2>err");
    assertFalse(Files.readString(folder.resolve("out")).contains(ESCAPE));
    assertEquals("", Files.readString(folder.resolve("err")));
  }

  private static String show(String kind, int columns, String arguments) throws Exception {
    return show(Map.of("TERM", kind, "NO_COLOR", ""), columns, arguments);
  }

  private static String show(Map<String, String> environment, int columns, String arguments)
      throws Exception {
    return TrainJar.in(folder).withEnvironment(environment).shownOnTerminal(columns, arguments);
  }

  private static List<String> bars(String shown) {
    return Stream.of(shown.split(CLEARED))
        .skip(1)
        .filter(bar -> !bar.isEmpty() && !bar.contains("\n"))
        .toList();
  }

  /** The table of epochs, with its heading. */
  private static List<String> rows(String shown) {
    return Stream.of(COLOURS.matcher(shown).replaceAll("").split("\n"))
        .map(line -> line.substring(line.lastIndexOf("\r") + 1).replace("\033[K", ""))
        .dropWhile(line -> !line.startsWith("epoch "))
        .limit(5)
        .toList();
  }

  private static List<String> firstWords(String shown) {
    return shown.lines().map(line -> line.replaceAll(" .*", "")).toList();
  }
}
