package dev.towers.report.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Sets pages out. */
public final class Pages {
  private Pages() {}

  /** The page of one run, as the text of an HTML file. */
  public static String html(RunPage page) {
    return html("run.jte", page);
  }

  /** The page of several runs, as the text of an HTML file. */
  public static String html(ComparisonPage page) {
    return html("comparison.jte", page);
  }

  private static String html(String template, Object page) {
    StringOutput html = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render(template, Map.of("page", page, "assets", Assets.ofJar()), html);
    return html.toString();
  }
}
