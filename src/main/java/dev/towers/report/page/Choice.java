package dev.towers.report.page;

/**
 * A setting of a run.
 *
 * @param usual what it is where the user says nothing
 */
public record Choice(String setting, String value, String usual) {

  public boolean isUsual() {
    return value.equals(usual);
  }
}
