package dev.towers.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of words and numbers in aligned columns, under a heading. */
public record TextTable(List<String> heading, List<List<String>> rows) {
  private static final String GAP = "  ";

  public TextTable {
    heading = List.copyOf(heading);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != heading.size()) {
        throw new IllegalArgumentException(
            "a row of %d cells under a heading of %d".formatted(row.size(), heading.size()));
      }
    }
  }

  /** The heading, then the rows: the first column flush left, the others flush right. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(heading));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String format = "%" + (column == 0 ? "-" : "") + width(column) + "s";
      line.append(column == 0 ? "" : GAP)
          .append(String.format(Locale.ROOT, format, cells.get(column)));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .map(row -> row.get(column).length())
        .reduce(Math.max(1, heading.get(column).length()), Math::max);
  }
}
