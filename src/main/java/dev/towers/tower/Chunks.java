package dev.towers.tower;

/**
 * How a batch is cut along its first dimension, one chunk a tower, as {@code torch.chunk} cuts it:
 * chunks of ceil(batch/towers), the last one smaller, and idle towers where nothing is left. So 30
 * on 8 towers is seven 4s and a 2; 10 on 8 is five 2s and three idle towers.
 */
public record Chunks(int batch, int towers) {
  public Chunks {
    if (batch < 1 || towers < 1) {
      throw new IllegalArgumentException("batch of %d on %d towers".formatted(batch, towers));
    }
  }

  /** The size of every chunk but the last. */
  public int chunk() {
    return (batch + towers - 1) / towers;
  }

  /** The number of towers that get a chunk; they are the first ones. */
  public int active() {
    return (batch + chunk() - 1) / chunk();
  }

  /** The size of the chunk of a tower, 0 where it is idle. */
  public int size(int tower) {
    return Math.max(0, Math.min(chunk(), batch - tower * chunk()));
  }
}
