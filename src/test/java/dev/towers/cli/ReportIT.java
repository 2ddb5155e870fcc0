package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.report.page.Numbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about runs, as the built jar leaves them. */
class ReportIT {
  private static final String[] RUN = {
    "--data",
    "sample",
    "--epochs",
    "2",
    "--batch-size",
    "50",
    "--validation",
    "0.1",
    "--run",
    "run",
    "--log-every",
    "0"
  };

  @TempDir private static Path folder;
  private static String page;

  @BeforeAll
  static void train() throws Exception {
    assertEquals(0, TrainJar.in(folder).run(RUN).exitCode());
    page = Files.readString(folder.resolve("run/report.html"));
  }

  @Test
  void itsFiguresAreThoseOfTheFiles() throws Exception {
    JsonNode figures = new ObjectMapper().readTree(folder.resolve("run/figures.json").toFile());
    assertTrue(page.contains(percent(figures.get("accuracy").asDouble())));
    assertTrue(page.contains(percent(figures.get("expected_calibration_error").asDouble())));
    long speed = Math.round(figures.get("images_per_second").asDouble());
    assertTrue(page.contains(Numbers.count(speed) + " images/s"));
    JsonNode worst = figures.get("certainty").get("worst_mistakes").get(0);
    assertTrue(page.contains("alt=\"Test image %d\"".formatted(worst.get("image").asInt())));
    assertTrue(page.contains(percent(worst.get("probability").asDouble())));
    assertEquals(24 + 32, page.split("<img src=\"data:image/png;base64,", -1).length - 1);
    for (String row : Files.readAllLines(folder.resolve("run/metrics.csv")).subList(1, 180)) {
      assertTrue(page.contains("<td>%s</td></tr>".formatted(row.split(",")[2])), row);
    }
    for (String row : Files.readAllLines(folder.resolve("run/validation.csv")).subList(1, 3)) {
      String[] cells = row.split(",");
      assertTrue(page.contains("<td>%s</td><td>%s</td>".formatted(cells[0], cells[1])), row);
    }
    for (String file : List.of("run/training.csv", "run/validation.csv")) {
      for (String row : Files.readAllLines(folder.resolve(file)).subList(1, 3)) {
        String[] cells = row.split(",");
        String accuracy = format("%.2f", 100 * Double.parseDouble(cells[2]));
        assertTrue(page.contains("<td>%s</td><td>%s</td>".formatted(cells[0], accuracy)), row);
      }
    }
  }

  @Test
  void isWrittenAnewFromTheFolderAlone() throws Exception {
    TrainJar.Outcome outcome = TrainJar.in(folder).run("report", "run", "--out", "again.html");
    assertEquals(List.of("again.html"), outcome.out());
    assertEquals(page, Files.readString(folder.resolve("again.html")));
  }

  /** The figures are worth a page without them. */
  @Test
  void brokenThumbnailsAreLeftOut() throws Exception {
    Path thumbnails = folder.resolve("run/thumbnails.png");
    byte[] whole = Files.readAllBytes(thumbnails);
    Files.write(thumbnails, Arrays.copyOf(whole, whole.length / 2));
    try {
      TrainJar.Outcome outcome = TrainJar.in(folder).run("report", "run", "--out", "without.html");
      assertEquals(List.of(), outcome.err());
      String without = Files.readString(folder.resolve("without.html"));
      assertFalse(without.contains("<img src=\"data:image/png;base64,"));
      assertTrue(without.contains(">Complete<"));
    } finally {
      Files.write(thumbnails, whole);
    }
  }

  @Test
  void runsAreComparedOnOnePage() throws Exception {
    TrainJar jar = TrainJar.in(folder);
    assertEquals(
        0,
        jar.run("--data", "sample", "--epochs", "1", "--batch-size", "100", "--run", "other")
            .exitCode());
    Files.delete(folder.resolve("other/figures.json")); // as if it had been stopped before
    TrainJar.Outcome outcome = jar.run("report", "run", "other");
    assertEquals(List.of(), outcome.err());
    assertEquals(List.of("comparison.html"), outcome.out());
    String both = Files.readString(folder.resolve("comparison.html"));
    assertTrue(both.contains(">Stopped<") && both.contains(">Complete<"));
    assertTrue(both.contains("<th scope=\"row\">batch-size</th>"));
    show(folder.resolve("comparison.html"), 4);
  }

  @Test
  void whatIsNoRunIsRefused() throws Exception {
    TrainJar.Outcome outcome = TrainJar.in(folder).run("report", "run", ".");
    assertEquals(2, outcome.exitCode());
    assertEquals(1, outcome.err().size());
    assertTrue(outcome.err().get(0).contains("expected the folder of a run, found '.'"));
  }

  @Test
  void aBrowserShowsItWithoutComplaint() throws Exception {
    show(folder.resolve("run/report.html"), 3);
  }

  /** What the test above relies on: the browser tells of a script that is not the page's own. */
  @Test
  void aBrowserRefusesAnythingElse(@TempDir Path scratch) throws Exception {
    Path changed = folder.resolve("changed.html");
    Files.writeString(changed, page.replace("</main>", "<script>alert(1)</script></main>"));
    List<String> complaints = browser().show(changed, scratch).complaints();
    assertTrue(complaints.toString().contains("Content Security Policy"), complaints::toString);
  }

  private static void show(Path file, int charts) throws Exception {
    Chromium.Shown shown = browser().show(file, Files.createTempDirectory(folder, "browser"));
    assertEquals(List.of(), shown.complaints());
    assertEquals(charts, shown.dom().split("<canvas", -1).length - 1, "charts drawn");
  }

  private static Chromium browser() {
    Optional<Chromium> browser = Chromium.find();
    assumeTrue(
        browser.isPresent(), "no browser: CHROMIUM names none, and there is none on the PATH");
    return browser.get();
  }

  private static String percent(double share) {
    return format("%.1f\u00a0%%", 100 * share);
  }

  private static String format(String pattern, double number) {
    return String.format(Locale.ROOT, pattern, number);
  }
}
