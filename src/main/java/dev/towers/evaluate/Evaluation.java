package dev.towers.evaluate;

import dev.towers.Progress;
import dev.towers.data.Batch;
import dev.towers.data.Batches;
import dev.towers.data.LabeledImages;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Puts every image of a set to a classifier. */
public final class Evaluation {
  private static final int BATCH_SIZE = 250;

  private Evaluation() {}

  /**
   * Counts what the classifier makes of each image.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static ConfusionMatrix of(
      Classifier classifier, LabeledImages images, List<String> classNames, Progress progress)
      throws InterruptedException {
    return unlessStopped(classifier, images, classNames, () -> false, progress).orElseThrow();
  }

  /**
   * Adds up the scores of all images.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Score score(Scorer scorer, LabeledImages images, Progress progress)
      throws InterruptedException {
    Score score = Score.NONE;
    try (Batches batches = Batches.openInOrder(images, BATCH_SIZE);
        Progress.Meter meter = progress.open("validate", "images", images.size())) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        score = score.plus(scorer.score(batch));
        meter.reached(score.images());
      }
    }
    return score;
  }

  /**
   * As {@link #of}, but asks after each batch whether to stop; nothing comes of it then.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Optional<ConfusionMatrix> unlessStopped(
      Classifier classifier,
      LabeledImages images,
      List<String> classNames,
      BooleanSupplier stop,
      Progress progress)
      throws InterruptedException {
    ConfusionMatrix matrix = new ConfusionMatrix(classNames);
    try (Batches batches = Batches.openInOrder(images, BATCH_SIZE);
        Progress.Meter meter = progress.open("test", "images", images.size())) {
      long done = 0;
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        int[] predicted = classifier.classify(batch);
        for (int i = 0; i < batch.size(); i++) {
          matrix.count(batch.labels()[i], predicted[i]);
        }
        done += batch.size();
        meter.reached(done);
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(matrix);
  }
}
