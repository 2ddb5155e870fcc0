package dev.towers.train;

import dev.towers.data.Batch;
import dev.towers.data.Batches;
import dev.towers.data.LabeledImages;

/** The loop over epochs and batches. */
public final class Trainer {

  /** Told of every step, on the thread that trains: it should be quick. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param epoch from 1
     * @param step within the epoch, from 1
     * @param images in the batch
     * @param loss the mean over the batch, before the update
     */
    void stepped(int epoch, int step, int images, float loss);

    /** Tells {@code next} after this one. */
    default Listener and(Listener next) {
      return (epoch, step, images, loss) -> {
        stepped(epoch, step, images, loss);
        next.stepped(epoch, step, images, loss);
      };
    }
  }

  private Trainer() {}

  /** Trains for all of a plan; see the other. */
  public static void train(
      TrainingSession session, LabeledImages images, TrainingPlan plan, Listener listener)
      throws InterruptedException {
    train(session, images, plan, Position.START, listener);
  }

  /**
   * Trains for what is left of a plan.
   *
   * @param from where the session's variables stand
   * @throws DivergedException at the first loss that is infinite or not a number
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static void train(
      TrainingSession session,
      LabeledImages images,
      TrainingPlan plan,
      Position from,
      Listener listener)
      throws InterruptedException {
    long stepsDone = from.steps();
    int step = from.step();
    for (int epoch = from.epoch(); epoch <= plan.epochs(); epoch++, step = 0) {
      try (Batches batches =
          Batches.openShuffled(images, plan.batchSize(), plan.orderSeed(epoch), step)) {
        for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
          float loss = session.step(batch, plan.learningRate());
          step++;
          stepsDone++;
          if (!Float.isFinite(loss)) {
            throw new DivergedException(stepsDone, loss, plan.learningRate());
          }
          listener.stepped(epoch, step, batch.size(), loss);
        }
      }
    }
  }
}
