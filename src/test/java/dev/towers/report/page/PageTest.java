package dev.towers.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.evaluate.Answer;
import dev.towers.evaluate.Calibration;
import dev.towers.evaluate.Certainty;
import dev.towers.evaluate.ConfusionMatrix;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final String QUOTES = "\"onload=alert(1) '&amp;";

  @Test
  void namesOfClassesAndFoldersAreShownAsText() {
    String html = Pages.html(page(HOSTILE, test(List.of(HOSTILE, QUOTES))));
    assertFalse(html.contains(HOSTILE));
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(html.contains("'&amp;amp;"), "what looks like an escape already");
    String quoted = Pages.html(page(QUOTES, Optional.empty()));
    assertTrue(quoted.contains("aria-label=\"Copy: Ask &#34;onload=alert(1) &#39;&amp;amp;\""));
    String both = Pages.html(new ComparisonPage(List.of(page(HOSTILE, Optional.empty()))));
    assertFalse(both.contains(HOSTILE));
  }

  /** The policy forbids every other; a style or a handler of an element would be refused too. */
  @Test
  void nothingIsFetchedAndNothingElseRuns() {
    String html = Pages.html(page("runs/one", test(List.of("a", "b"))));
    assertTrue(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"));
    String body = html.replaceAll("(?s)<(script|style)>.*?</\\1>", "");
    List<String> addresses =
        Pattern.compile("(?:src|href)=\"([^\"]*)\"")
            .matcher(body)
            .results()
            .map(match -> match.group(1))
            .filter(address -> !address.startsWith("#") && !address.startsWith("data:image/png"))
            .toList();
    assertEquals(List.of(), addresses);
    assertFalse(Pattern.compile("<[^>]* (style|on\\w+)=").matcher(body).find(), "style or handler");
    String style = Assets.ofJar().style();
    assertFalse(style.contains("url(") || style.contains("@import"), "a style that fetches");
  }

  @Test
  void headingsAndAnchorsAreWhole() {
    String html = Pages.html(page("runs/one", test(List.of("a", "b"))));
    for (MatchResult anchor :
        Pattern.compile("href=\"#(\\w+)\"").matcher(html).results().toList()) {
      assertTrue(html.contains("id=\"" + anchor.group(1) + "\""), anchor.group());
    }
    assertEquals(1, html.split("<h1>", -1).length - 1);
    assertEquals(html.split("<img ", -1).length, html.split("<img [^>]*alt=\"[^\"]+\"", -1).length);
  }

  @Test
  void ofAThousandClassesTheWorstPairsComeFirst() {
    List<String> names = IntStream.range(0, 1000).mapToObj("class %d"::formatted).toList();
    long[][] counts = new long[1000][1000];
    for (int truth = 0; truth < 1000; truth++) {
      counts[truth][truth] = 10;
      counts[truth][(truth + 1) % 1000] = truth % 9;
    }
    counts[500][7] = 40;
    TestReport test =
        new TestReport(new ConfusionMatrix(names, counts), Optional.empty(), List.of());
    assertFalse(test.showsMatrix());
    assertEquals(new Mixup("class 500", "class 7", 40, 40 / 55.0), test.mixups().get(0));
    assertEquals("class 500", test.classes().get(0).name());
    assertEquals("class 7", test.classes().get(0).mistakenFor());
    String html = Pages.html(page("runs/one", Optional.of(test)));
    assertTrue(html.length() < 1_000_000, "the page has " + html.length());
    assertTrue(html.contains("The other 980 classes"));
  }

  @Test
  void figuresAreThoseOfTheRun() {
    String html = Pages.html(page("runs/one", test(List.of("a", "b"))));
    assertTrue(html.contains("<td>0.5</td><td>2.302585</td>"), "the loss as in metrics.csv");
    assertTrue(html.contains("<td>1</td><td>54.30</td>"), "accuracy of validation");
    assertTrue(html.contains("<b>75\u00a0%</b> <small>3</small>"), "a cell of the matrix");
    assertTrue(html.contains("<b>10.0\u00a0%</b> apart"), "expected calibration error");
    assertTrue(html.contains("<span class=\"number\">90.0\u00a0%</span>"), "of the mistake");
  }

  @Test
  void aComparisonShowsTheSettingsThatDiffer() {
    RunPage one = page("runs/one", test(List.of("a", "b")));
    RunPage other =
        new RunPage(
            "runs/two",
            "t",
            Standing.STOPPED,
            "",
            List.of(),
            one.history(),
            "",
            Optional.empty(),
            List.of(),
            "",
            List.of(new Choice("seed", "1", "0"), new Choice("epochs", "2", "2")),
            List.of());
    ComparisonPage page = new ComparisonPage(List.of(one, other));
    assertEquals(List.of(new Difference("seed", List.of("0", "1"))), page.differences());
    assertEquals(List.of("a", "b"), page.classes());
    assertEquals("–", page.accuracy(other, 0));
    String html = Pages.html(page);
    assertTrue(html.contains("Stopped") && html.contains("Complete"));
  }

  @Test
  void numbersAreForPeople() {
    assertEquals("8.6\u00a0s", Numbers.time(8.6));
    assertEquals("5\u00a0min 41\u00a0s", Numbers.time(341));
    assertEquals("2\u00a0h 05\u00a0min", Numbers.time(7500));
    assertEquals("–", Numbers.percent(Double.NaN));
    assertEquals("0.0000001", Numbers.plain(1e-7));
    assertEquals("0.4", Numbers.plain(0.4f));
  }

  private static RunPage page(String folder, Optional<TestReport> test) {
    return new RunPage(
        folder,
        "quickstart on " + folder,
        Standing.COMPLETE,
        "today",
        List.of(new Fact("Test accuracy", "75.0\u00a0%")),
        new History(
            List.of(new Point(0.5, 2.302585), new Point(1, 1.5)),
            List.of(new Point(1, 0.625)),
            List.of(new Point(1, 1.6)),
            List.of(new Point(1, 0.543)),
            List.of(new Point(0, 0.1), new Point(1, 0))),
        "smoothed",
        test,
        List.of(new Command("Ask " + folder, "predict '" + folder + "'")),
        folder,
        List.of(new Choice("seed", "0", "0"), new Choice("epochs", "2", "2")),
        List.of(new Fact("Machine", folder)));
  }

  /** Of four images of the first class three are told right, each with 0.85. */
  private static Optional<TestReport> test(List<String> names) {
    Calibration calibration = new Calibration(List.of(new Calibration.Bin(0.8, 0.9, 4, 3, 3.4)));
    List<Answer> mistakes = List.of(new Answer(3, 0, 1, 0.9f, 0.1f));
    return Optional.of(
        new TestReport(
            new ConfusionMatrix(names, new long[][] {{3, 1}, {0, 0}}),
            Optional.of(new Certainty(calibration, mistakes, List.of(new Answer(0, 0, 0, 1, 1)))),
            List.of(new byte[] {1}, new byte[] {2})));
  }
}
