package dev.towers.run;

import dev.towers.InputException;
import dev.towers.data.Augmentation;
import dev.towers.data.Augmentation.Flip;
import dev.towers.graph.BatchNorm;
import dev.towers.graph.Loss;
import dev.towers.graph.Precision;
import dev.towers.train.Lookahead;
import dev.towers.train.Method;
import dev.towers.train.Muon;
import dev.towers.train.Optimizer;
import dev.towers.train.Schedule;
import dev.towers.train.Sgd;
import java.util.List;

/** What the settings of a run mean to the trainer. */
final class LearningMethod {
  private final Settings settings;

  private LearningMethod(Settings settings) {
    this.settings = settings;
  }

  /**
   * How a network learns by these settings.
   *
   * @throws InputException if the network cannot learn so
   */
  static Method of(Settings settings) {
    return new LearningMethod(settings).method();
  }

  private Method method() {
    int period = settings.get(Settings.LOOKAHEAD);
    return new Method(
        Loss.crossEntropy(settings.get(Settings.LABEL_SMOOTHING).floatValue()),
        period == 0 ? optimizer() : new Lookahead(optimizer(), period),
        new Augmentation(
            settings.get(Settings.SHIFT),
            Flip.named(settings.get(Settings.FLIP)),
            settings.get(Settings.CUTOUT)),
        precision(),
        settings.printsTable());
  }

  private Optimizer optimizer() {
    if (settings.get(Settings.MUON) == 0) {
      return sgd();
    }
    if (!settings.network().normalizesConvolutions()) {
      throw InputException.about(
          "%s keeps kernels at one norm, so it expects a network with batch normalization behind"
              + " each convolution, and %s has none: choose another %s, or leave %s out",
          Settings.MUON.name(),
          settings.get(Settings.NETWORK),
          Settings.NETWORK.name(),
          Settings.MUON.name());
    }
    return new Muon(sgd(), rate(Settings.MUON), momentum(), precision());
  }

  private Sgd sgd() {
    float offsetRate = settings.get(Settings.OFFSET_RATE).floatValue();
    float decay = settings.get(Settings.WEIGHT_DECAY).floatValue();
    return new Sgd(
        rate(Settings.LEARNING_RATE),
        momentum(),
        settings.get(Settings.NESTEROV),
        new Sgd.Decay(decay, settings.get(Settings.DECOUPLED_DECAY)),
        List.of(new Sgd.Group(BatchNorm::isOffset, offsetRate, 1 / offsetRate)));
  }

  /** A rate, as it follows the schedule. */
  private Schedule rate(Setting<Double> peak) {
    return RateCurve.parse(
        settings.get(Settings.SCHEDULE),
        settings.get(peak).floatValue(),
        settings.get(Settings.EPOCHS));
  }

  private Schedule momentum() {
    return Schedule.constant(settings.get(Settings.MOMENTUM).floatValue());
  }

  private Precision precision() {
    return Precision.named(settings.get(Settings.PRECISION));
  }
}
