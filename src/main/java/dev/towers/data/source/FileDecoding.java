package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.tower.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/**
 * Decodes files on as many cores as memory allows, one behind the other into an array of pixels.
 * Neighbors that are small JPEG files of the wanted size are decoded together.
 */
final class FileDecoding {
  /** How many files a thread decodes at a time. */
  private static final int SLICE = 32;

  /** The most pixels of an image that is decoded together with others. */
  private static final int SMALL_PIXELS = 1 << 16;

  /** What images take in all while they are decoded, 16 bytes a pixel at the worst. */
  private static final int DECODING_MEGABYTES = 256;

  private static final int DECODING_BYTES_PER_PIXEL = 16;

  private final List<Path> files;
  private final ImageDecoder decoder;
  private final byte[] pixels;
  private final SortedMap<Integer, InputException> bad = new ConcurrentSkipListMap<>();
  private final Semaphore room = new Semaphore(DECODING_MEGABYTES);

  /**
   * @param pixels where those of all files have room
   */
  FileDecoding(List<Path> files, ImageDecoder decoder, byte[] pixels) {
    this.files = files;
    this.decoder = decoder;
    this.pixels = pixels;
  }

  /**
   * Decodes all files.
   *
   * @param afterEach told how many files are done
   * @return what is wrong with each of those that cannot be decoded, by their places
   */
  SortedMap<Integer, InputException> run(IntConsumer afterEach) throws InterruptedException {
    ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Integer>> slices = new ArrayList<>();
      for (int from = 0; from < files.size(); from += SLICE) {
        int start = from;
        int end = Math.min(from + SLICE, files.size());
        slices.add(cores.submit(() -> decode(start, end)));
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
    return bad;
  }

  private int decode(int start, int end) throws InterruptedException {
    List<EncodedImage> together = new ArrayList<>();
    for (int i = start; i < end; i++) {
      stopIfInterrupted();
      EncodedImage image = read(i);
      if (image != null && decoder.isPlainJpeg(image) && pixels(image) <= SMALL_PIXELS) {
        together.add(image);
        continue;
      }
      decodeTogether(together, i - together.size());
      together.clear();
      if (image != null) {
        decodeOne(image, i);
      }
    }
    decodeTogether(together, end - together.size());
    return end;
  }

  /** A file, or null if it cannot be read. */
  private EncodedImage read(int index) {
    try {
      return EncodedImage.read(files.get(index));
    } catch (InputException e) {
      bad.put(index, e);
      return null;
    }
  }

  /**
   * @param images that lie next to each other
   * @param first the place of the first
   */
  private void decodeTogether(List<EncodedImage> images, int first) throws InterruptedException {
    if (images.isEmpty()) {
      return;
    }
    byte[][] encoded = images.stream().map(EncodedImage::bytes).toArray(byte[][]::new);
    int needed = acquire(images.stream().mapToLong(FileDecoding::pixels).sum());
    try {
      decoder.decodeJpegs(encoded, pixels, offset(first), Threads.IN_CALLING_THREAD);
      return;
    } catch (TFInvalidArgumentException e) {
      // One is broken: which, is found by decoding each.
    } finally {
      room.release(needed);
    }
    for (int i = 0; i < images.size(); i++) {
      decodeOne(images.get(i), first + i);
    }
  }

  private void decodeOne(EncodedImage image, int index) throws InterruptedException {
    int needed = acquire(pixels(image));
    try {
      decoder.decode(image, pixels, offset(index));
    } catch (InputException e) {
      bad.put(index, e);
    } finally {
      room.release(needed);
    }
  }

  /** Waits for the room that decoding takes; the caller releases what is returned. */
  private int acquire(long pixels) throws InterruptedException {
    long megabytes = 1 + (pixels * DECODING_BYTES_PER_PIXEL >> 20);
    int needed = (int) Math.min(DECODING_MEGABYTES, megabytes);
    room.acquire(needed);
    return needed;
  }

  private int offset(int index) {
    return index * decoder.shape().bytes();
  }

  private static long pixels(EncodedImage image) {
    return (long) image.height() * image.width();
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
