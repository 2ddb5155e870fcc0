package dev.towers.run;

import dev.towers.train.Position;
import dev.towers.train.TrainingPlan;

/**
 * How long a training is.
 *
 * @param images to train on
 */
record Extent(TrainingPlan plan, int images) {
  int stepsPerEpoch() {
    return plan.stepsPerEpoch(images);
  }

  long stepsInAll() {
    return (long) plan.epochs() * stepsPerEpoch();
  }

  long imagesInAll() {
    return (long) plan.epochs() * images;
  }

  /** How many images all steps up to there have seen. */
  long imagesUpTo(Position position) {
    return (position.epoch() - 1) * (long) images
        + Math.min((long) position.step() * plan.batchSize(), images);
  }
}
