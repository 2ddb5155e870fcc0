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
  private static final String TASK = "test";
  private static final String UNIT = "images";

  private Evaluation() {}

  /**
   * Counts what the classifier makes of each image.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static ConfusionMatrix of(
      Classifier classifier, LabeledImages images, List<String> classNames, Progress progress)
      throws InterruptedException {
    ConfusionMatrix matrix = new ConfusionMatrix(classNames);
    try (Batches batches = Batches.openInOrder(images, BATCH_SIZE);
        Progress.Meter meter = progress.open(TASK, UNIT, images.size())) {
      long done = 0;
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        int[] predicted = classifier.classify(batch);
        for (int i = 0; i < batch.size(); i++) {
          matrix.count(batch.labels()[i], predicted[i]);
        }
        done += batch.size();
        meter.reached(done);
      }
    }
    return matrix;
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
        Progress.Meter meter = progress.open("validate", UNIT, images.size())) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        score = score.plus(scorer.score(batch));
        meter.reached(score.images());
      }
    }
    return score;
  }

  /**
   * Keeps what a network says of each image.
   *
   * @param stop asked after each batch; nothing comes of it once it says so
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Optional<Predictions> predictions(
      Answerer network, LabeledImages images, BooleanSupplier stop, Progress progress)
      throws InterruptedException {
    Predictions predictions = new Predictions(images);
    try (Batches batches = Batches.openInOrder(images, BATCH_SIZE);
        Progress.Meter meter = progress.open(TASK, UNIT, images.size())) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        predictions.add(batch, network.answer(batch));
        meter.reached(predictions.size());
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(predictions);
  }
}
