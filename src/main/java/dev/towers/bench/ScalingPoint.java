package dev.towers.bench;

/** How fast a number of towers trains. */
public record ScalingPoint(int towers, double imagesPerSecond) {
  public ScalingPoint {
    if (towers < 1 || !(imagesPerSecond > 0) || Double.isInfinite(imagesPerSecond)) {
      throw new IllegalArgumentException(
          "no point of a scaling curve: %d towers, %s images/s".formatted(towers, imagesPerSecond));
    }
  }

  double imagesPerSecondAndTower() {
    return imagesPerSecond / towers;
  }
}
