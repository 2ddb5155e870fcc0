package dev.towers.serve;

import dev.towers.InputException;
import dev.towers.data.Batch;
import dev.towers.data.source.EncodedImage;
import dev.towers.export.Prediction;
import dev.towers.export.SavedModelClassifier;
import dev.towers.tower.TensorFlowStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/**
 * Asks the model for clients, of whom any number may come at once: in batches, of which no more run
 * than there are cores, and with no more pixels decoded at a time than the limits allow. Image
 * files pass the gate that all others pass before a decoder sees them.
 */
final class Answerer {
  private static final int BATCH = 32;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final SavedModelClassifier classifier;
  private final Duration patience;
  private final int mostPixels;
  private final Semaphore turns = new Semaphore(CORES, true);
  private final Semaphore pixels;

  Answerer(SavedModelClassifier classifier, Limits limits) {
    this.classifier = classifier;
    this.patience = limits.answer();
    this.mostPixels = limits.pixels();
    this.pixels = new Semaphore(mostPixels, true);
  }

  /**
   * The probabilities of each image, in order.
   *
   * @return [n][classes], each row by label
   * @throws Refusal if an image cannot be read, or if all takes too long, those before included
   */
  List<float[]> answer(Question.Images images) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<float[]> rows = new ArrayList<>();
    if (images instanceof Question.Files files) {
      answer(files.files(), deadline, rows);
    } else if (images instanceof Question.Pixels raw) {
      answer(raw, deadline, rows);
    }
    return rows;
  }

  private void answer(Question.Pixels images, long deadline, List<float[]> rows)
      throws InterruptedException {
    int imageBytes = classifier.shape().bytes();
    for (int from = 0; from < images.count(); from += BATCH) {
      int size = Math.min(BATCH, images.count() - from);
      byte[] part =
          Arrays.copyOfRange(images.pixels(), from * imageBytes, (from + size) * imageBytes);
      Batch batch = new Batch(part, new int[size], size);
      take(turns, 1, deadline);
      try {
        rows.addAll(Arrays.asList(classifier.probabilities(batch)));
      } finally {
        turns.release();
      }
    }
  }

  private void answer(List<byte[]> files, long deadline, List<float[]> rows)
      throws InterruptedException {
    List<EncodedImage> batch = new ArrayList<>();
    long batchPixels = 0;
    for (int i = 0; i < files.size(); i++) {
      EncodedImage next = pass(i, files.get(i));
      if (batch.size() == BATCH || batchPixels + next.decodedPixels() > mostPixels) {
        decode(batch, (int) batchPixels, deadline, rows);
        batch.clear();
        batchPixels = 0;
      }
      batch.add(next);
      batchPixels += next.decodedPixels();
    }
    if (!batch.isEmpty()) {
      decode(batch, (int) batchPixels, deadline, rows);
    }
  }

  private static EncodedImage pass(int number, byte[] file) {
    try {
      return EncodedImage.of("image " + number, file);
    } catch (InputException e) {
      throw Refusal.invalid("%s", e.getMessage());
    }
  }

  private void decode(List<EncodedImage> batch, int batchPixels, long deadline, List<float[]> rows)
      throws InterruptedException {
    take(pixels, batchPixels, deadline);
    try {
      take(turns, 1, deadline);
      TensorFlowStart.Silence silence = TensorFlowStart.silence();
      try {
        classifier.predict(batch.stream().map(EncodedImage::bytes).toList()).stream()
            .map(Answerer::byLabel)
            .forEach(rows::add);
      } finally {
        silence.close();
        turns.release();
      }
    } catch (TFInvalidArgumentException e) {
      throw Refusal.invalid(
          "%s: expected PNG, JPEG, GIF or BMP images, found a broken one",
          batch.size() == 1
              ? batch.get(0).path()
              : "%s to %s".formatted(batch.get(0).path(), batch.get(batch.size() - 1).path()));
    } finally {
      pixels.release(batchPixels);
    }
  }

  private static float[] byLabel(Prediction prediction) {
    float[] row = new float[prediction.candidates().size()];
    prediction.candidates().forEach(each -> row[each.label()] = each.probability());
    return row;
  }

  /**
   * @param deadline on the clock of {@link System#nanoTime}
   */
  private static void take(Semaphore semaphore, int permits, long deadline)
      throws InterruptedException {
    long left = deadline - System.nanoTime();
    if (left <= 0 || !semaphore.tryAcquire(permits, left, TimeUnit.NANOSECONDS)) {
      throw new Refusal(503, "too many images are waiting; ask again later, or about fewer");
    }
  }

  /** Lets no more in, and waits for those that are asking; false if that takes too long. */
  boolean close(long millis) throws InterruptedException {
    return turns.tryAcquire(CORES, millis, TimeUnit.MILLISECONDS);
  }
}
