package dev.towers.train;

import dev.towers.data.Batch;
import dev.towers.data.Batches;
import dev.towers.data.LabeledImages;
import dev.towers.data.Order;
import java.util.function.BooleanSupplier;

/** The loop over epochs and batches. */
public final class Trainer {

  /** How a training came to its end. */
  public enum End {
    /** All of the plan is done. */
    DONE,
    /** It was asked to stop, and did after a step that the listener has heard of. */
    STOPPED
  }

  private Trainer() {}

  /** Trains for all of a plan; see the other. */
  public static End train(
      TrainingSession session, LabeledImages images, TrainingPlan plan, Listener listener)
      throws InterruptedException {
    return train(session, images, plan, Position.START, listener, () -> false);
  }

  /**
   * Trains for what is left of a plan.
   *
   * @param from where the session's variables stand
   * @param stop whether to stop, asked after each run of the session
   * @throws DivergedException at the first loss that is infinite or not a number
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static End train(
      TrainingSession session,
      LabeledImages images,
      TrainingPlan plan,
      Position from,
      Listener listener,
      BooleanSupplier stop)
      throws InterruptedException {
    double stepsPerEpoch = plan.stepsPerEpoch(images.size());
    Position position = from;
    for (int epoch = from.epoch(); epoch <= plan.epochs(); epoch++) {
      int done = epoch == from.epoch() ? from.step() : 0;
      Order order = new Order(plan.seed(), epoch, session.augmentation());
      try (Batches batches = Batches.openShuffled(images, order, plan.batchSize(), done)) {
        for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
          double passed = epoch - 1 + done / stepsPerEpoch;
          float loss = session.step(batch, passed);
          done++;
          position = position.next(epoch, done);
          float rate = session.learningRateAt(passed);
          if (!Float.isFinite(loss)) {
            throw new DivergedException(position.steps(), loss, rate);
          }
          listener.stepped(new Steps(position, batch.size(), new float[] {loss}, rate));
          if (done == stepsPerEpoch) {
            listener.epochEnded(position);
          }
          if (stop.getAsBoolean()) {
            return End.STOPPED;
          }
        }
      }
    }
    return End.DONE;
  }
}
