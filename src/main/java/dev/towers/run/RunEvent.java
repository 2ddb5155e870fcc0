package dev.towers.run;

import dev.towers.Event;
import java.util.List;
import java.util.Locale;

/** What happens in a run, in this order: {@link dev.towers.Output#tell} hears of each. */
public sealed interface RunEvent extends Event permits Started, EpochEnded, Tested, RunEvent.Brief {

  /** Those that are told in a few words. */
  sealed interface Brief extends RunEvent {}

  /**
   * The mean loss of so many steps, in the quick-start's form.
   *
   * @param step of the epoch
   * @param steps done in all
   */
  record MeanLoss(int epoch, int step, long steps, double loss) implements Brief {
    @Override
    public String name() {
      return "loss";
    }

    @Override
    public List<String> lines() {
      return List.of(format("[%d, %5d] loss: %.3f", epoch, step, loss));
    }
  }

  /**
   * A checkpoint was written.
   *
   * @param steps done in all
   */
  record Saved(long steps, String folder) implements Brief {
    @Override
    public String name() {
      return "checkpoint";
    }
  }

  /** Training ends before its last epoch, since so many epochs brought nothing better. */
  record EndedEarly(int patience) implements Brief {
    @Override
    public String name() {
      return "ended_early";
    }

    @Override
    public List<String> lines() {
      return List.of(format("Stopped: %d epochs brought no better accuracy", patience));
    }
  }

  /**
   * Training is over.
   *
   * @param trainingSeconds over all lives of the run
   */
  record Trained(double trainingSeconds, double imagesPerSecond) implements Brief {
    @Override
    public String name() {
      return "trained";
    }

    @Override
    public List<String> lines() {
      return List.of(
          format("Finished Training: %.1f s, %,.0f images/s", trainingSeconds, imagesPerSecond));
    }
  }

  /** The model gets the weights of an epoch that is not the last. */
  record WeightsKept(int epoch, long steps) implements Brief {
    @Override
    public String name() {
      return "weights_kept";
    }

    @Override
    public List<String> lines() {
      return List.of(format("Kept the weights of epoch %d, the best", epoch));
    }
  }

  /** The model is in its place. */
  record Published(String model) implements Brief {
    @Override
    public String name() {
      return "published";
    }
  }

  /** All that the run leaves is there. */
  record Completed(String run, String report, String model) implements Brief {
    @Override
    public String name() {
      return COMPLETED;
    }

    @Override
    public List<String> lines() {
      return List.of("Figures and pictures in " + run, "Model in " + model);
    }
  }

  /** The same of a run that was gone on with though nothing was left to do. */
  record FoundComplete(String run, String report, String model) implements Brief {
    @Override
    public String name() {
      return COMPLETED;
    }

    @Override
    public List<String> lines() {
      return List.of("The run in %s is complete: its model is in %s".formatted(run, model));
    }
  }

  /**
   * The run was asked to stop, and can be gone on with.
   *
   * @param steps done in all
   * @param savedSteps of the last checkpoint
   * @param trained whether only the tests and the model are missing
   */
  record Halted(String run, long steps, long savedSteps, boolean trained) implements Brief {
    @Override
    public String name() {
      return "stopped";
    }
  }

  /** What a program hears last of a run that has come to its end. */
  String COMPLETED = "completed";

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
