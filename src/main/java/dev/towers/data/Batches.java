package dev.towers.data;

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
  private final int[] places;
  private final Order order;
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
   * The images that {@code places} names, in that order.
   *
   * @param order that tells of the views
   * @param first how many batches to leave out at the start
   */
  Batches(LabeledImages images, int[] places, Order order, int batchSize, int first) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size " + batchSize + " is not at least 1");
    }
    this.images = images;
    this.places = places;
    this.order = order;
    this.batchSize = Math.min(batchSize, Math.max(1, places.length));
    if (first < 0 || first > count()) {
      throw new IllegalArgumentException("no batch %d of %d".formatted(first, count()));
    }
    this.first = first;
    taken = first;
    for (int i = 0; i < AHEAD + 1 && i < count() - first; i++) {
      int capacity = this.batchSize;
      byte[] pixels = new byte[Math.multiplyExact(capacity, images.shape().bytes())];
      int[] views = new int[augments() ? Augmentation.VIEW * capacity : 0];
      free.add(new Batch(pixels, new int[capacity], views, new int[capacity], capacity));
    }
    gatherer = new Thread(this::gather, "batches");
    gatherer.setDaemon(true);
    gatherer.start();
  }

  /**
   * All images in the order of an epoch, without those of the first batches.
   *
   * @param first the number of batches to leave out
   */
  public static Batches openShuffled(LabeledImages images, Order order, int batchSize, int first) {
    return new Batches(images, order.shuffled(images.size()), order, batchSize, first);
  }

  /** The number of batches in the whole pass. */
  public int count() {
    return (places.length + batchSize - 1) / batchSize;
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

  private boolean augments() {
    return !order.augmentation().isNone();
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
    for (int from = first * batchSize; from < places.length; from += batchSize) {
      Batch batch = free.take();
      int size = Math.min(batchSize, places.length - from);
      for (int i = 0; i < size; i++) {
        int index = places[from + i];
        images.copyPixels(index, batch.pixels(), i * imageBytes);
        batch.labels()[i] = images.label(index);
        batch.places()[i] = index;
        if (augments()) {
          order.view(index, batch.views(), i * Augmentation.VIEW);
        }
      }
      ready.put(new Batch(batch.pixels(), batch.labels(), batch.views(), batch.places(), size));
    }
  }
}
