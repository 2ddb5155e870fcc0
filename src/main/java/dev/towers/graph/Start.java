package dev.towers.graph;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.SettingName;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * From where training starts, and what it leaves as it is.
 *
 * @param seed of the first values of the variables
 * @param stored takes the place of first values, for variables of the same name and shape
 * @param frozen patterns of the names of variables that are not trained, in which * stands for any
 *     characters
 */
public record Start(Seed seed, StoredVariables stored, List<String> frozen) {
  /** The setting that names what is left as it is. */
  public static final SettingName FREEZE = new SettingName("freeze");

  public Start {
    frozen = List.copyOf(frozen);
  }

  /** From fresh values, of which all are trained. */
  public static Start fresh(Seed seed) {
    return new Start(seed, StoredVariables.NONE, List.of());
  }

  /** The patterns in a text, between commas; none in an empty one. */
  public static List<String> patterns(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(p -> !p.isEmpty()).toList();
  }

  /**
   * @throws InputException if a pattern names no variable, or if nothing is left to train
   */
  public void requireUse(Parameters parameters) {
    List<String> names = parameters.all().stream().map(Parameter::name).toList();
    for (String pattern : frozen) {
      if (names.stream().noneMatch(name -> matches(pattern, name))) {
        throw InputException.about(
            "%s '%s' names no variable of the network, which has %s",
            FREEZE, pattern, String.join(", ", names));
      }
    }
    if (parameters.trained().isEmpty()) {
      throw InputException.about(
          "%s %s leaves nothing to train: name fewer variables", FREEZE, String.join(",", frozen));
    }
  }

  /** Whether the variable of that name stays as it is. */
  boolean freezes(String name) {
    return frozen.stream().anyMatch(pattern -> matches(pattern, name));
  }

  /** Whether a pattern names a variable. */
  static boolean matches(String pattern, String name) {
    String expression =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return name.matches(expression);
  }
}
