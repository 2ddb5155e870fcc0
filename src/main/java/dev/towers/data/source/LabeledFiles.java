package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Image files with a label each. */
record LabeledFiles(List<Path> files, List<Integer> labels) {
  /** How many files a thread decodes at a time. */
  private static final int SLICE = 32;

  /** What images take in all while they are decoded, 16 bytes a pixel at the worst. */
  private static final int DECODING_MEGABYTES = 256;

  private static final int DECODING_BYTES_PER_PIXEL = 16;

  static final LabeledFiles NONE = new LabeledFiles(List.of(), List.of());

  LabeledFiles {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
    if (files.size() != labels.size()) {
      throw new IllegalArgumentException(files.size() + " files, " + labels.size() + " labels");
    }
  }

  /** Those whose files are wanted. */
  LabeledFiles where(Predicate<Path> wanted) {
    List<Integer> places =
        IntStream.range(0, files.size()).filter(i -> wanted.test(files.get(i))).boxed().toList();
    return new LabeledFiles(
        places.stream().map(files::get).toList(), places.stream().map(labels::get).toList());
  }

  /**
   * What came of decoding.
   *
   * @param images those that could be decoded
   * @param bad what is wrong with each of the others, in their order
   */
  record Decoded(LabeledImages images, List<InputException> bad) {}

  /**
   * Decodes all files, on as many cores as memory allows.
   *
   * @param afterEach told how many files are done
   */
  Decoded decode(ImageDecoder decoder, ImageShape shape, IntConsumer afterEach)
      throws InterruptedException {
    requireFit(shape);
    byte[] pixels = LabeledImages.openPixels(files.size(), shape);
    Map<Integer, InputException> bad = new ConcurrentSkipListMap<>();
    Semaphore room = new Semaphore(DECODING_MEGABYTES);
    ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Integer>> slices = new ArrayList<>();
      for (int from = 0; from < files.size(); from += SLICE) {
        int start = from;
        int end = Math.min(from + SLICE, files.size());
        slices.add(
            cores.submit(
                () -> {
                  for (int i = start; i < end; i++) {
                    stopIfInterrupted();
                    try {
                      decodeOne(decoder, i, shape, pixels, room);
                    } catch (InputException e) {
                      bad.put(i, e);
                    }
                  }
                  return end;
                }));
      }
      for (Future<Integer> slice : slices) {
        stopIfInterrupted(); // get() alone looks only where it has to wait
        afterEach.accept(slice.get());
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      cores.shutdownNow();
    }
    return new Decoded(without(bad.keySet(), shape, pixels), List.copyOf(bad.values()));
  }

  private void decodeOne(
      ImageDecoder decoder, int index, ImageShape shape, byte[] pixels, Semaphore room)
      throws InterruptedException {
    EncodedImage image = EncodedImage.read(files.get(index));
    int needed = Math.min(DECODING_MEGABYTES, megabytes(image));
    room.acquire(needed);
    try {
      decoder.decode(image, shape, pixels, index * shape.bytes());
    } finally {
      room.release(needed);
    }
  }

  /** The images without some, which the others move up to fill. */
  private LabeledImages without(Set<Integer> bad, ImageShape shape, byte[] pixels) {
    int count = files.size() - bad.size();
    int[] labelsLeft = new int[count];
    int to = 0;
    for (int i = 0; i < files.size(); i++) {
      if (!bad.contains(i)) {
        labelsLeft[to] = labels.get(i);
        if (to < i) {
          System.arraycopy(pixels, i * shape.bytes(), pixels, to * shape.bytes(), shape.bytes());
        }
        to++;
      }
    }
    byte[] whole = bad.isEmpty() ? pixels : Arrays.copyOf(pixels, count * shape.bytes());
    return new LabeledImages(shape, whole, labelsLeft);
  }

  private static int megabytes(EncodedImage image) {
    return 1 + (int) ((long) image.height() * image.width() * DECODING_BYTES_PER_PIXEL >> 20);
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void requireFit(ImageShape shape) {
    long bytes = (long) files.size() * shape.bytes();
    if (bytes > LabeledImages.MOST_BYTES) {
      throw InputException.about(
          "expected images that take at most %d bytes together, found %d of %s, which take %d; use"
              + " fewer or smaller ones, or a smaller %s",
          LabeledImages.MOST_BYTES, files.size(), shape, bytes, ImageForm.IMAGE_SIZE);
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
