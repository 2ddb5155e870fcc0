package dev.towers.report.page;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was measured while a network was trained.
 *
 * @param loss of training
 * @param accuracy of training in each epoch, from 0 to 1; empty where it was not counted
 * @param validationLoss after each epoch; empty where nothing is held out
 * @param validationAccuracy after each epoch, from 0 to 1
 * @param rate the learning rate
 */
public record History(
    List<Point> loss,
    List<Point> accuracy,
    List<Point> validationLoss,
    List<Point> validationAccuracy,
    List<Point> rate) {
  public History {
    loss = List.copyOf(loss);
    accuracy = List.copyOf(accuracy);
    validationLoss = List.copyOf(validationLoss);
    validationAccuracy = List.copyOf(validationAccuracy);
    rate = List.copyOf(rate);
  }

  /** The first of the highest accuracies. */
  public Optional<Point> best() {
    return validationAccuracy.stream()
        .max(Comparator.comparing(Point::value).thenComparing(point -> -point.epoch()));
  }
}
