package dev.towers.run;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.cluster.Reputation;
import dev.towers.cluster.WorkerLostException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The lives of a run: it may go on with the workers that are left, or with one that is back.
 *
 * @param place where the run is
 * @param elastic asked when a worker is lost
 * @param reputation of the workers, which hears how each life went
 */
record Lives(RunPlace place, Elasticity elastic, Reputation reputation, Output output) {

  /** One life, which may end before the run does. */
  interface Life {
    Ending live() throws IOException, InterruptedException, WorkerBackException;
  }

  /** Whether a run that loses a worker goes on. */
  interface Elasticity {
    boolean holds() throws IOException;
  }

  /**
   * Lives until the run ends.
   *
   * @param first life, which makes the folder of the run; lived again where it ended before there
   *     was a checkpoint
   * @param later lives, each from the last checkpoint in it
   */
  Ending live(Life first, Life later) throws IOException, InterruptedException {
    Life life = first;
    boolean again = false;
    while (true) {
      long before = place.newestSteps();
      try {
        return life.live();
      } catch (WorkerBackException e) {
        judge(before);
        output.say("The worker %s is there: going on with it.".formatted(e.getMessage()));
      } catch (InputException e) {
        throw again && place.hasCheckpoint() ? withAdvice(e) : e;
      } catch (IOException e) {
        Optional<WorkerLostException> lost = lost(e);
        if (lost.isEmpty() || !elastic.holds()) {
          throw e;
        }
        String how = judge(before) ? "with those that are there" : without(lost.get());
        output.warn("warning: %s; going on %s".formatted(e.getMessage(), how));
      }
      life = place.hasCheckpoint() ? later : first;
      again = true;
    }
  }

  private static Optional<WorkerLostException> lost(IOException e) {
    if (e instanceof WorkerLostException lost) {
      return Optional.of(lost);
    }
    return e.getCause() instanceof WorkerLostException lost ? Optional.of(lost) : Optional.empty();
  }

  /** Whether a life has saved anything, which tells that its workers are of use. */
  private boolean judge(long before) throws IOException {
    boolean useful = place.newestSteps() > before;
    if (useful) {
      reputation.prove();
    }
    return useful;
  }

  private String without(WorkerLostException lost) {
    List<String> leftOut = reputation.excludeUseless(lost.workers());
    return String.join(" and ", leftOut);
  }

  private InputException withAdvice(InputException wrong) {
    return InputException.about(
        wrong,
        "%s; what was saved is kept: go on with %s %s %s",
        wrong,
        RunFolder.RESUME,
        Settings.RUN.name(),
        place.folder().path());
  }
}
