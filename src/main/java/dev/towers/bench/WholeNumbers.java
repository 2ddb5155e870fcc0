package dev.towers.bench;

import dev.towers.InputException;
import dev.towers.SettingName;
import java.util.ArrayList;
import java.util.List;

/** What a setting takes: whole numbers in a range, one or several. */
public record WholeNumbers(SettingName setting, int least, int most) {
  public WholeNumbers(String setting, int least, int most) {
    this(new SettingName(setting), least, most);
  }

  /**
   * The number.
   *
   * @throws InputException if it is out of range
   */
  public int require(int number) {
    if (number < least || number > most) {
      throw InputException.about(
          "%s takes a whole number from %d to %,d, not %,d", setting, least, most, number);
    }
    return number;
  }

  /**
   * The numbers of a text like {@code 1,2,4}, in their order.
   *
   * @param expected what the user is told to write
   * @throws InputException if it is no list of different whole numbers in range
   */
  public List<Integer> parse(String text, String expected) {
    List<Integer> numbers = new ArrayList<>();
    for (String digits : text.split(",", -1)) {
      int number = digits.strip().matches("[0-9]{1,9}") ? Integer.parseInt(digits.strip()) : -1;
      if (number < least || number > most) {
        throw InputException.about("%s takes %s, not '%s'", setting, expected, text);
      }
      if (numbers.contains(number)) {
        throw InputException.about("%s %s names %d twice", setting, text, number);
      }
      numbers.add(number);
    }
    return numbers;
  }
}
