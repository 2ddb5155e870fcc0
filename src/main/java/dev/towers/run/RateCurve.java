package dev.towers.run;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.train.Schedule;
import java.util.ArrayList;
import java.util.List;

/** The words for a schedule of the learning rate. */
final class RateCurve {
  /** The setting that holds them. */
  static final SettingName SCHEDULE = new SettingName("schedule");

  static final String CONSTANT = "constant";
  private static final String COSINE = "cosine";

  private RateCurve() {}

  /**
   * The schedule that the words stand for.
   *
   * @param rate what the factors multiply
   * @param epochs of the whole training
   * @throws InputException if they are no schedule
   */
  static Schedule parse(String text, float rate, int epochs) {
    return switch (text) {
      case CONSTANT -> Schedule.constant(rate);
      case COSINE -> Schedule.cosine(rate, epochs);
      default -> points(text, rate);
    };
  }

  private static Schedule points(String text, float rate) {
    List<Schedule.Point> points = new ArrayList<>();
    try {
      for (String point : text.split(",", -1)) {
        String[] parts = point.split(":", -1);
        if (parts.length != 2) {
          throw new IllegalArgumentException(point);
        }
        points.add(
            new Schedule.Point(
                Double.parseDouble(parts[0]), rate * (float) Double.parseDouble(parts[1])));
      }
      return Schedule.linear(points);
    } catch (IllegalArgumentException e) {
      throw InputException.about(
          e,
          "%s takes constant, cosine or factors at ascending epochs such as 0:0,5:1,24:0, not '%s'",
          SCHEDULE,
          text);
    }
  }
}
