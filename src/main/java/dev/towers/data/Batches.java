package dev.towers.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One pass over a set of images in batches, gathered ahead of their use on a thread of its own. The
 * last batch is smaller where the batch size does not divide the number of images; nothing is
 * dropped.
 *
 * <p>The threads hand over pages of some batches each. To wake a thread takes longer than to gather
 * four images: batch by batch it took an eighth of a step of four.
 *
 * <p>The thread ends with the pass or at {@link #close}.
 */
public final class Batches implements AutoCloseable {
  /** Of a page, at least. */
  private static final int IMAGES = 128;

  /** One that is read, and some that are ready or being gathered. */
  private static final int PAGES = 4;

  /** Stands in the queue for the page that could not be gathered. */
  private static final List<Batch> FAILED = List.of();

  private final LabeledImages images;
  private final int[] places;
  private final Order order;
  private final int batchSize;
  private final int first;
  private final BlockingQueue<List<Batch>> ready = new ArrayBlockingQueue<>(PAGES);
  private final BlockingQueue<List<Batch>> free = new ArrayBlockingQueue<>(PAGES);
  private final Thread gatherer;
  private volatile Throwable failure;
  private boolean closed;
  private int taken;
  private List<Batch> page = List.of();
  private int takenOfPage;

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
    int left = count() - first;
    int batchesPerPage = Math.min(left, (IMAGES + this.batchSize - 1) / this.batchSize);
    for (int i = 0; i < PAGES && i * batchesPerPage < left; i++) {
      free.add(openPage(batchesPerPage));
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
    if (taken == count()) {
      return null;
    }
    if (takenOfPage == page.size()) {
      turnPage();
    }
    taken++;
    return page.get(takenOfPage++);
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

  private List<Batch> openPage(int batches) {
    List<Batch> buffers = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      byte[] pixels = new byte[Math.multiplyExact(batchSize, images.shape().bytes())];
      int[] views = new int[augments() ? Augmentation.VIEW * batchSize : 0];
      buffers.add(new Batch(pixels, new int[batchSize], views, new int[batchSize], batchSize));
    }
    return buffers;
  }

  private void turnPage() throws InterruptedException {
    if (!page.isEmpty()) {
      free.put(page);
      page = List.of();
      takenOfPage = 0;
    }
    List<Batch> next = ready.take();
    if (next == FAILED) {
      ready.put(FAILED); // for whoever asks again
      throw new IllegalStateException("batch " + taken + " could not be gathered", failure);
    }
    page = next;
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
    int from = first * batchSize;
    while (from < places.length) {
      List<Batch> buffers = free.take();
      List<Batch> gathered = new ArrayList<>();
      try {
        for (int i = 0; i < buffers.size() && from < places.length; i++) {
          gathered.add(gathered(from, buffers.get(i)));
          from += batchSize;
        }
      } finally {
        if (!gathered.isEmpty()) {
          ready.put(gathered); // those before a failure too
        }
      }
    }
  }

  /** The batch of the images from a place on, in the arrays of another. */
  private Batch gathered(int from, Batch buffer) {
    int imageBytes = images.shape().bytes();
    int size = Math.min(batchSize, places.length - from);
    for (int i = 0; i < size; i++) {
      int index = places[from + i];
      images.copyPixels(index, buffer.pixels(), i * imageBytes);
      buffer.labels()[i] = images.label(index);
      buffer.places()[i] = index;
      if (augments()) {
        order.view(index, buffer.views(), i * Augmentation.VIEW);
      }
    }
    return new Batch(buffer.pixels(), buffer.labels(), buffer.views(), buffer.places(), size);
  }
}
