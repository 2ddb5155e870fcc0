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
  static final String LINEAR = "linear";
  static final String TRIANGLE = "triangle";

  private static final String COSINE = "cosine";
  private static final String WARM_COSINE = "warm-cosine";
  private static final List<String> NAMES =
      List.of(CONSTANT, LINEAR, TRIANGLE, COSINE, WARM_COSINE);

  /** All that {@link #parse} knows, for people. */
  static final String WORDS = String.join("|", NAMES) + "|EPOCH:FACTOR,...";

  /** The part of a training in which the rate rises to the cosine. */
  private static final double WARM_UP = 0.1;

  /** The part of a training in which the rate rises to the tip of the triangle. */
  private static final double PEAK = 0.2;

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
      case LINEAR ->
          Schedule.linear(List.of(new Schedule.Point(0, rate), new Schedule.Point(epochs, 0)));
      case COSINE -> Schedule.cosine(rate, epochs);
      case WARM_COSINE -> Schedule.warm(WARM_UP * epochs, Schedule.cosine(rate, epochs));
      case TRIANGLE ->
          Schedule.linear(
              List.of(
                  new Schedule.Point(0, 0),
                  new Schedule.Point(PEAK * epochs, rate),
                  new Schedule.Point(epochs, 0)));
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
          "%s takes %s, or factors at ascending epochs such as 0:0,5:1,24:0, not '%s'",
          SCHEDULE,
          String.join(", ", NAMES),
          text);
    }
  }
}
