package dev.towers.train;

import dev.towers.files.Durable;
import dev.towers.files.HiddenFolder;
import dev.towers.files.NumberedFolders;
import dev.towers.files.Reason;
import dev.towers.files.Sha256Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints of a run: {@code <base>/<steps>/}, each with all variables, what the run knows
 * besides, and checksums of both.
 */
public record Checkpoints(Path base) {
  private static final String VARIABLES = "variables";
  private static final String STATE = "state.json";

  /**
   * One that is whole.
   *
   * @param variables the path of the TensorFlow checkpoint without its endings
   * @param state what the run knows besides
   */
  public record Found<S>(Path variables, S state) {}

  /** Reads what a run wrote of itself. */
  @FunctionalInterface
  public interface StateReader<S> {
    /**
     * @throws IOException if the text is not such a state
     */
    S read(String json) throws IOException;
  }

  /** Hears, on one line, of a checkpoint that cannot be used. */
  @FunctionalInterface
  public interface Listener {
    void passedOver(String line);
  }

  /**
   * Adds one. It is written where no one looks, forced to the disk and renamed, so one that can be
   * seen is whole.
   *
   * @param steps done so far; one of that number is replaced
   * @throws DivergedException if a variable is infinite or not a number
   */
  public void add(long steps, TrainingSession session, String stateJson) throws IOException {
    try (HiddenFolder draft = HiddenFolder.open(base)) {
      session.save(draft.content().resolve(VARIABLES));
      Files.writeString(draft.content().resolve(STATE), stateJson);
      Sha256Sums.write(draft.content());
      Durable.forceTree(draft.content());
      Path place = folders().folder(steps);
      if (Files.exists(place)) {
        draft.takeAway(place);
      }
      draft.reveal(place);
    }
  }

  /**
   * The newest that is as it was written; nothing where there is none.
   *
   * @param listener hears of each newer one that is not
   */
  public <S> Optional<Found<S>> newest(StateReader<S> reader, Listener listener)
      throws IOException {
    for (long steps : folders().newestFirst()) {
      Path folder = folders().folder(steps);
      String problem;
      try {
        Optional<String> mismatch = Sha256Sums.problem(folder, Checkpoints::isOurs);
        if (mismatch.isEmpty()) {
          S state = reader.read(Files.readString(folder.resolve(STATE)));
          return Optional.of(new Found<>(folder.resolve(VARIABLES), state));
        }
        problem = mismatch.get();
      } catch (IOException e) {
        problem = Reason.of(e);
      }
      listener.passedOver("The checkpoint %s is passed over: %s.".formatted(folder, problem));
    }
    return Optional.empty();
  }

  /**
   * Deletes all up to {@code steps} but the newest of them and one more. Later ones are left: they
   * were passed over, and will be replaced when training comes there again.
   *
   * @param best the steps of one to keep besides, or less than 0
   */
  public void keepNewest(int count, long steps, long best) throws IOException {
    List<Long> old =
        folders().newestFirst().stream()
            .filter(number -> number <= steps)
            .skip(count)
            .filter(number -> number != best)
            .toList();
    folders().delete(old);
  }

  /**
   * The path of the variables in the checkpoint of so many steps, without the endings; nothing
   * where that is not there as it was written.
   */
  public Optional<Path> variables(long steps) throws IOException {
    Path folder = folders().folder(steps);
    return Files.exists(folder) && Sha256Sums.problem(folder, Checkpoints::isOurs).isEmpty()
        ? Optional.of(folder.resolve(VARIABLES))
        : Optional.empty();
  }

  private static boolean isOurs(String name) {
    return name.equals(STATE) || name.startsWith(VARIABLES);
  }

  /** The steps of the newest, whole or not; 0 where there is none. */
  public long newestSteps() throws IOException {
    return folders().newestFirst().stream().findFirst().orElse(0L);
  }

  /** Whether there is any, whole or not. */
  public boolean exist() throws IOException {
    return !folders().newestFirst().isEmpty();
  }

  /** Whether there is one, whole or damaged, in a folder that may be anything. */
  public static boolean areIn(Path folder) throws IOException {
    NumberedFolders folders = new NumberedFolders(folder);
    return folders.newestFirst().stream()
        .anyMatch(number -> Files.isRegularFile(folders.folder(number).resolve(STATE)));
  }

  /** Where the checkpoint of that step is, if there is one. */
  public Path folder(long steps) {
    return folders().folder(steps);
  }

  private NumberedFolders folders() {
    return new NumberedFolders(base);
  }
}
