package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/** Image files with a label from 0 to 255 each. */
record LabeledFiles(List<Path> files, List<Integer> labels) {
  /** How many files a thread decodes at a time. */
  private static final int SLICE = 256;

  /** What images take in all while they are decoded, 16 bytes a pixel at the worst. */
  private static final int DECODING_MEGABYTES = 256;

  private static final int DECODING_BYTES_PER_PIXEL = 16;

  LabeledFiles {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
    if (files.size() != labels.size()) {
      throw new IllegalArgumentException(files.size() + " files, " + labels.size() + " labels");
    }
  }

  /**
   * Decodes all files, on as many cores as memory allows.
   *
   * @param afterEach told how many files are done
   * @throws InputException if one cannot be decoded or is not of {@code shape}, the first of them
   */
  LabeledImages decode(ImageDecoder decoder, ImageShape shape, IntConsumer afterEach)
      throws InterruptedException {
    requireFit(shape);
    byte[] pixels = LabeledImages.openPixels(files.size(), shape);
    Semaphore room = new Semaphore(DECODING_MEGABYTES);
    ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Integer>> slices = new ArrayList<>();
      for (int from = 0; from < files.size(); from += SLICE) {
        int start = from;
        int end = Math.min(from + SLICE, files.size());
        slices.add(cores.submit(() -> decodeSlice(decoder, start, end, shape, pixels, room)));
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
    byte[] labelBytes = new byte[labels.size()];
    for (int i = 0; i < labelBytes.length; i++) {
      labelBytes[i] = labels.get(i).byteValue();
    }
    return new LabeledImages(shape, pixels, labelBytes);
  }

  private int decodeSlice(
      ImageDecoder decoder, int start, int end, ImageShape shape, byte[] pixels, Semaphore room)
      throws InterruptedException {
    for (int i = start; i < end; i++) {
      stopIfInterrupted();
      EncodedImage image = EncodedImage.read(files.get(i));
      int needed = Math.min(DECODING_MEGABYTES, megabytes(image));
      room.acquire(needed);
      try {
        decoder.decode(image, shape, pixels, i * shape.bytes());
      } finally {
        room.release(needed);
      }
    }
    return end;
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
      throw new InputException(
          "expected images that take at most %d bytes together, found %d of %s, which take %d; "
                  .formatted(LabeledImages.MOST_BYTES, files.size(), shape, bytes)
              + "use fewer or smaller ones");
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
