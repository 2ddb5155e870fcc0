package dev.towers.report.page;

import java.util.List;

/**
 * A setting in which runs differ.
 *
 * @param values of each run, in order
 */
public record Difference(String setting, List<String> values) {
  public Difference {
    values = List.copyOf(values);
  }
}
