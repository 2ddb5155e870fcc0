package dev.towers.run;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.files.UserPath;
import java.util.List;
import java.util.function.Consumer;

/**
 * One thing about a run that the user may choose: all that is known of it stands here and nowhere
 * else.
 *
 * @param name by which the command line, files and messages know it
 * @param usual the value where the user says nothing
 * @param label what stands for a value in help
 * @param help in a sentence or two
 * @param role what the value decides
 * @param check throws {@link InputException} at a value that cannot be
 */
public record Setting<T>(
    SettingName name, T usual, String label, String help, Role role, Consumer<T> check) {

  /** What the value of a setting decides. */
  public enum Role {
    /** The weights or the figures: a run keeps it from start to end. */
    RESULT,
    /** Nothing of these: it may be another when a run goes on. */
    FREE,
    /** Where something is on the user's disk, which is no one else's business. */
    PLACE
  }

  /** The value that leaves the choice to the program, for numbers that have one. */
  static final int AUTOMATIC = 0;

  private interface Range {
    boolean holds(double value);
  }

  static Setting<Integer> whole(
      String name, int usual, int least, int most, Role role, String note, String help) {
    SettingName named = new SettingName(name);
    String range =
        most == Integer.MAX_VALUE
            ? least == 0 ? "" : " of at least " + least
            : String.format(java.util.Locale.ROOT, " from %d to %,d", least, most);
    return new Setting<>(
        named,
        usual,
        "N",
        help,
        role,
        value -> {
          if (value < least || value > most) {
            throw InputException.about(
                "%s takes a whole number%s%s, not %d", named, range, note, value);
          }
        });
  }

  static Setting<Double> fraction(String name, double usual, String help) {
    return number(name, usual, v -> v >= 0 && v < 1, "a number from 0 to below 1", help);
  }

  static Setting<Double> atLeastZero(String name, double usual, String help) {
    return number(name, usual, v -> v >= 0, "a number of at least 0", help);
  }

  static Setting<Double> aboveZero(String name, double usual, String help) {
    String expected = "a number above 0, such as " + usual;
    return number(name, usual, v -> v > 0, expected, help);
  }

  /** Numbers are computed with in single precision, so they must be in range there too. */
  private static Setting<Double> number(
      String name, double usual, Range range, String expected, String help) {
    SettingName named = new SettingName(name);
    return new Setting<>(
        named,
        usual,
        "X",
        help,
        Role.RESULT,
        value -> {
          boolean vanishes = value != 0 && value.floatValue() == 0;
          if (!range.holds(value)
              || !range.holds(value.floatValue())
              || Float.isInfinite(value.floatValue())
              || vanishes) {
            throw InputException.about("%s takes %s, not %s", named, expected, value);
          }
        });
  }

  static Setting<Boolean> yesOrNo(String name, String help) {
    return yesOrNo(name, Role.RESULT, help);
  }

  static Setting<Boolean> yesOrNo(String name, Role role, String help) {
    return new Setting<>(new SettingName(name), false, "", help, role, value -> {});
  }

  static Setting<String> words(
      String name, String usual, String label, Role role, Consumer<String> check, String help) {
    return new Setting<>(new SettingName(name), usual, label, help, role, check);
  }

  /** One of a few words. */
  static Setting<String> choice(SettingName name, String usual, List<String> words, String help) {
    return words(
        name.name(),
        usual,
        String.join("|", words),
        Role.RESULT,
        value -> {
          if (!words.contains(value)) {
            throw InputException.about(
                "%s takes %s, not '%s'", name, String.join(", ", words), value);
          }
        },
        help);
  }

  /** The folder of checkpoints; one that is empty leaves the choice to the program. */
  static Setting<String> place(String name, String label, String help) {
    return place(name, label, Role.PLACE, help);
  }

  /** As the other, of a folder that may decide the result. */
  static Setting<String> place(String name, String label, Role role, String help) {
    SettingName named = new SettingName(name);
    return words(
        name,
        "",
        label,
        role,
        value -> {
          if (!value.isEmpty()) {
            UserPath.ofCheckpoint(named, value);
          }
        },
        help);
  }

  /** Whether the help itself says what is usual. */
  public boolean helpTellsUsual() {
    return usual.equals("") || usual.equals(false);
  }

  /**
   * A value of any type as one of this setting.
   *
   * @throws IllegalArgumentException if it is of another type or out of range
   */
  @SuppressWarnings("unchecked") // each branch makes what usual is
  T of(Object value) {
    Object converted = value;
    if (usual instanceof Integer && value instanceof Number number) {
      converted = Math.toIntExact(number.longValue());
    } else if (usual instanceof Long && value instanceof Number number) {
      converted = number.longValue();
    } else if (usual instanceof Double && value instanceof Number number) {
      converted = number.doubleValue();
    }
    if (!usual.getClass().isInstance(converted)) {
      throw new IllegalArgumentException("%s is '%s'".formatted(name, value));
    }
    return (T) converted;
  }

  /** By its name alone, since there is one of each. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Setting<?> setting && setting.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
