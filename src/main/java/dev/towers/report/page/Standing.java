package dev.towers.report.page;

import java.util.Locale;

/** How far a run has come. */
public enum Standing {
  COMPLETE("Complete"),
  GOING("In training"),
  STOPPED("Stopped");

  private final String word;

  Standing(String word) {
    this.word = word;
  }

  /** For people. */
  public String word() {
    return word;
  }

  /** For style sheets. */
  public String style() {
    return name().toLowerCase(Locale.ROOT);
  }
}
