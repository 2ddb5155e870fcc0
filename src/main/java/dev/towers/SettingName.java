package dev.towers;

/**
 * What the user calls a setting, such as {@code batch-size}. A message holds the name itself and
 * not its text, so that the command line can write it as the option that sets it.
 */
public record SettingName(String name) {
  public SettingName {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("no name of a setting: " + name);
    }
  }

  /** As it is typed on a command line, with a value after it. */
  public String option() {
    return "--" + name;
  }

  @Override
  public String toString() {
    return name;
  }
}
