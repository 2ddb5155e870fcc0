package dev.towers.run;

import dev.towers.Progress;
import dev.towers.train.Trainer;

/** Shows how many images training has seen. */
final class ImageMeter implements Trainer.Listener, AutoCloseable {
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
  public void stepped(int epoch, int step, int images, float loss) {
    this.images += images;
    meter.reached(this.images);
  }

  @Override
  public void close() {
    meter.close();
  }
}
