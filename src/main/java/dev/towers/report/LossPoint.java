package dev.towers.report;

/** The mean loss of the steps up to {@code step} since the point before; at 0 none is done yet. */
public record LossPoint(long step, double meanLoss) {
  public LossPoint {
    if (step < 0 || !Double.isFinite(meanLoss)) {
      throw new IllegalArgumentException(
          "no point of a loss curve: step %d, loss %s".formatted(step, meanLoss));
    }
  }
}
