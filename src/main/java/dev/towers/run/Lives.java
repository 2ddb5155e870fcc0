package dev.towers.run;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.cluster.WorkerLostException;
import java.io.IOException;

/** The lives of a run: it may go on with the workers that are left, or with one that is back. */
final class Lives {
  private Lives() {}

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
   * @param elastic asked when one is lost
   * @param first life, which makes the folder of the run
   * @param later lives, each from the last checkpoint in it
   */
  static Ending live(Elasticity elastic, Life first, Life later, RunFolder folder, Output output)
      throws IOException, InterruptedException {
    Life life = first;
    while (true) {
      try {
        return life.live();
      } catch (WorkerBackException e) {
        output.say("The worker %s is there: going on with it.".formatted(e.getMessage()));
      } catch (InputException e) {
        throw life == first ? e : withAdvice(e, folder);
      } catch (IOException e) {
        boolean lost =
            e instanceof WorkerLostException || e.getCause() instanceof WorkerLostException;
        if (!lost || !folder.checkpoints().exist() || !elastic.holds()) {
          throw e;
        }
        output.warn("warning: %s; going on with those that are there".formatted(e.getMessage()));
      }
      life = later;
    }
  }

  private static InputException withAdvice(InputException wrong, RunFolder folder) {
    return InputException.about(
        wrong,
        "%s; what was saved is kept: go on with %s %s %s",
        wrong,
        RunFolder.RESUME,
        Settings.RUN.name(),
        folder.path());
  }
}
