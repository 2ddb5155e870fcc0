package dev.towers.run;

import dev.towers.InputException;
import dev.towers.files.Reason;
import dev.towers.files.WholeFile;
import dev.towers.report.ThumbnailStrip;
import dev.towers.report.page.Choice;
import dev.towers.report.page.ComparisonPage;
import dev.towers.report.page.Pages;
import dev.towers.report.page.RunPage;
import dev.towers.report.page.Standing;
import dev.towers.report.page.TestReport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * The page about a run, from the files in its folder.
 *
 * @param results of a run that is complete
 */
public record RunReport(RunFolder folder, Standing standing, Optional<Results> results) {

  /**
   * That of the run in a folder, which may still be going.
   *
   * @throws InputException if there is no run
   */
  public static RunReport of(Path path) {
    RunFolder folder = new RunFolder(path);
    try {
      folder.settings();
      Optional<Results> results = folder.results();
      Standing standing =
          results.isPresent()
              ? Standing.COMPLETE
              : RunLock.isHeld(path) ? Standing.GOING : Standing.STOPPED;
      return new RunReport(folder, standing, results);
    } catch (IOException e) {
      String words =
          "expected the folder of a run, found '%s', which is none: %s; choose one that training left";
      throw new InputException(words.formatted(path, Reason.of(e)), e);
    }
  }

  /** Writes the page of this run. */
  public void write(Path file) throws IOException {
    write(file, Pages.html(page()));
  }

  /** Writes one page of several runs. */
  public static void compare(List<RunReport> runs, Path file) throws IOException {
    List<RunPage> pages = new ArrayList<>();
    for (RunReport run : runs) {
      pages.add(run.page());
    }
    write(file, Pages.html(new ComparisonPage(pages)));
  }

  private static void write(Path file, String html) throws IOException {
    WholeFile.write(file, html.getBytes(StandardCharsets.UTF_8));
  }

  private RunPage page() throws IOException {
    Settings settings = folder.settings();
    Optional<RunFacts> facts = folder.facts();
    RunCurves curves = RunCurves.read(folder, settings, facts);
    RunWords words = new RunWords(settings, facts, standing, results, curves.history());
    String startIn = facts.map(RunFacts::startedIn).orElse("");
    RunCommands commands =
        new RunCommands(
            folder,
            settings,
            facts.map(RunFacts::program).orElse(RunCommands.USUAL_PROGRAM),
            startIn);
    return new RunPage(
        folder.path().toString(),
        words.title(),
        standing,
        words.asOf(),
        words.summary(),
        curves.history(),
        words.curvesNote(),
        test(),
        results.map(it -> commands.ofComplete(it.model())).orElseGet(commands::ofUnfinished),
        startIn,
        choices(settings),
        words.facts());
  }

  private Optional<TestReport> test() {
    if (results.isEmpty()) {
      return Optional.empty();
    }
    RunFigures figures = results.get().figures();
    int shown =
        figures.certainty().map(it -> it.worstMistakes().size() + it.samples().size()).orElse(0);
    return Optional.of(new TestReport(figures.test(), figures.certainty(), thumbnails(shown)));
  }

  /** None where the file is damaged: the figures are worth a page without them. */
  private List<byte[]> thumbnails(int count) {
    try {
      BufferedImage strip =
          Files.exists(folder.thumbnails()) ? ImageIO.read(folder.thumbnails().toFile()) : null;
      return strip == null ? List.of() : ThumbnailStrip.cut(strip, count);
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private static List<Choice> choices(Settings settings) {
    return Settings.ALL.stream()
        .map(
            it ->
                new Choice(
                    it.name().name(), String.valueOf(settings.get(it)), String.valueOf(it.usual())))
        .toList();
  }
}
