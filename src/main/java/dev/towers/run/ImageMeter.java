package dev.towers.run;

import dev.towers.Progress;
import dev.towers.train.Listener;
import dev.towers.train.Steps;

/** Shows how many images training has seen. */
final class ImageMeter implements Listener, AutoCloseable {
  private final Progress.Meter meter;
  private long images;

  /**
   * Closes {@code meter} when it is closed.
   *
   * @param images seen before
   */
  ImageMeter(Progress.Meter meter, long images) {
    this.meter = meter;
    this.images = images;
  }

  @Override
  public void stepped(Steps steps) {
    images += steps.images();
    meter.reached(images);
  }

  @Override
  public void close() {
    meter.close();
  }
}
