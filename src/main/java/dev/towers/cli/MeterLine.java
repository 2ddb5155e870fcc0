package dev.towers.cli;

import dev.towers.Headway;
import picocli.CommandLine.Help.Ansi;

/**
 * A task as the last line of a terminal: name, share, bar, amount, rate and time left. A narrow
 * terminal goes without the bar, then without the amount, then without the end of the name.
 */
record MeterLine(Headway headway) {
  private static final int LEAST_BAR = 8;
  private static final int MOST_BAR = 40;
  private static final String CUT = "..";

  /** The line, of so many columns at most. */
  String in(int columns) {
    String name = Words.harmless(headway.task());
    String pace = Headway.listed(headway.rate(), headway.left());
    String share = aligned(headway.share(), headway.atEnd().share());
    String amount = aligned(headway.amount(), headway.atEnd().amount());
    String figures = Headway.listed(amount, pace);
    if (width(joined(name, share, figures)) > columns) {
      figures = pace;
      name = cut(name, columns - 1 - width(joined(share, figures)));
    }
    int room = columns - width(joined(name, share, figures));
    return cut(joined(name, share, bar(room), figures), columns);
  }

  /** As wide as it will be at the end, so that nothing moves meanwhile. */
  private static String aligned(String now, String atEnd) {
    return " ".repeat(Math.max(0, atEnd.length() - now.length())) + now;
  }

  /** The bar in the room that is left for it, and the space before it. */
  private String bar(int room) {
    int cells = Math.min(MOST_BAR, room - 3);
    if (cells < LEAST_BAR || headway.total() == 0) {
      return "";
    }
    int full = (int) (headway.part() * cells);
    String tip = full > 0 && full < cells ? ">" : "";
    String bar = "=".repeat(full - tip.length()) + tip;
    return "[%s%s]".formatted(bar, " ".repeat(cells - full));
  }

  private static String joined(String... words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() || word.isEmpty() ? "" : " ").append(word);
    }
    return line.toString();
  }

  private static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    String kept = text;
    while (!kept.isEmpty() && width(kept) + CUT.length() > columns) {
      kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
    }
    return kept.isEmpty() ? "" : kept.stripTrailing() + CUT;
  }

  /** In columns, of which some letters take two. */
  private static int width(String text) {
    return Ansi.OFF.new Text(text).getCJKAdjustedLength();
  }
}
