package dev.towers.data;

import dev.towers.Seed;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One pass over a set of images in batches, gathered ahead of their use on a thread of its own. The
 * last batch is smaller where the batch size does not divide the number of images; nothing is
 * dropped.
 *
 * <p>The thread ends with the pass or at {@link #close}.
 */
public final class Batches implements AutoCloseable {
  private static final int AHEAD = 8;

  /** Stands in the queue for the batch that could not be gathered. */
  private static final Batch FAILED = new Batch(new byte[0], new int[1], 1);

  private final LabeledImages images;
  private final int[] order;
  private final int batchSize;
  private final int first;
  private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(AHEAD);
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(AHEAD + 1);
  private final Thread gatherer;
  private volatile Throwable failure;
  private boolean closed;
  private int taken;
  private Batch lent;

  /**
   * The images that {@code order} names, in that order.
   *
   * @param first how many batches to leave out at the start
   */
  Batches(LabeledImages images, int[] order, int batchSize, int first) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size " + batchSize + " is not at least 1");
    }
    this.images = images;
    this.order = order;
    this.batchSize = Math.min(batchSize, Math.max(1, order.length));
    if (first < 0 || first > count()) {
      throw new IllegalArgumentException("no batch %d of %d".formatted(first, count()));
    }
    this.first = first;
    taken = first;
    for (int i = 0; i < AHEAD + 1 && i < count() - first; i++) {
      int capacity = this.batchSize;
      byte[] pixels = new byte[Math.multiplyExact(capacity, images.shape().bytes())];
      free.add(new Batch(pixels, new int[capacity], capacity));
    }
    gatherer = new Thread(this::gather, "batches");
    gatherer.setDaemon(true);
    gatherer.start();
  }

  /** All images in an order drawn from {@code seed}. */
  public static Batches openShuffled(LabeledImages images, int batchSize, Seed seed) {
    return openShuffled(images, batchSize, seed, 0);
  }

  /**
   * The images of {@link #openShuffled(LabeledImages, int, Seed)} without those of the first
   * batches.
   *
   * @param first the number of batches to leave out
   */
  public static Batches openShuffled(LabeledImages images, int batchSize, Seed seed, int first) {
    return new Batches(images, shuffledOrder(images.size(), seed), batchSize, first);
  }

  /** All images in the order in which they are stored. */
  public static Batches openInOrder(LabeledImages images, int batchSize) {
    return new Batches(images, storedOrder(images.size()), batchSize, 0);
  }

  /** The number of batches in the whole pass. */
  public int count() {
    return (order.length + batchSize - 1) / batchSize;
  }

  /**
   * The next batch, or null after the last. It is valid until the following call, which gathers
   * other images into the same arrays.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws IllegalStateException if the batches are closed, or could not be gathered
   */
  public Batch next() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the batches are closed");
    }
    if (lent != null) {
      free.put(lent);
      lent = null;
    }
    if (taken == count()) {
      return null;
    }
    Batch batch = ready.take();
    if (batch == FAILED) {
      ready.put(FAILED); // for whoever asks again
      throw new IllegalStateException("batch " + taken + " could not be gathered", failure);
    }
    lent = batch;
    taken++;
    return lent;
  }

  @Override
  public void close() {
    closed = true;
    gatherer.interrupt();
    boolean interrupted = false;
    while (gatherer.isAlive()) {
      try {
        gatherer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void gather() {
    try {
      try {
        gatherAll();
      } catch (RuntimeException | Error e) {
        failure = e; // the thread that waits for the batch tells of it
        ready.put(FAILED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed before the end
    }
  }

  private void gatherAll() throws InterruptedException {
    int imageBytes = images.shape().bytes();
    for (int from = first * batchSize; from < order.length; from += batchSize) {
      Batch batch = free.take();
      int size = Math.min(batchSize, order.length - from);
      for (int i = 0; i < size; i++) {
        int index = order[from + i];
        images.copyPixels(index, batch.pixels(), i * imageBytes);
        batch.labels()[i] = images.label(index);
      }
      ready.put(new Batch(batch.pixels(), batch.labels(), size));
    }
  }

  private static int[] storedOrder(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Fisher and Yates' shuffle; {@link Random} is specified to the bit, so it never changes. */
  private static int[] shuffledOrder(int size, Seed seed) {
    int[] order = storedOrder(size);
    Random random = new Random(seed.value());
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }
}
