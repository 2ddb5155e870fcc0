package dev.towers.run;

import dev.towers.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The score of each epoch so far, also of earlier lives of a run, and the file of them. */
final class EpochScores implements AutoCloseable {
  private final Optional<CsvFile> file;
  private final List<EpochScore> scores;
  private final List<EpochScore> view;

  private EpochScores(Optional<CsvFile> file, List<EpochScore> soFar) {
    this.file = file;
    scores = new ArrayList<>(soFar);
    view = Collections.unmodifiableList(scores);
  }

  /**
   * The caller closes it.
   *
   * @param kept whether there are any, and a file of them
   */
  static EpochScores open(boolean kept, Path file, List<EpochScore> soFar, Output output) {
    return new EpochScores(
        kept
            ? Optional.of(CsvFile.open(file, EpochScore.HEADING, csv(soFar), output))
            : Optional.empty(),
        soFar);
  }

  void add(EpochScore score) {
    scores.add(score);
    file.ifPresent(csv -> csv.add(score.csv()));
  }

  /** All of them: a view. */
  List<EpochScore> list() {
    return view;
  }

  /**
   * Makes sure that the file is there with all of them.
   *
   * @throws IOException in one line for the user, if it cannot be
   */
  void complete() throws IOException {
    if (file.isPresent()) {
      file.get().complete(csv(scores));
    }
  }

  private static List<String> csv(List<EpochScore> scores) {
    return scores.stream().map(EpochScore::csv).toList();
  }

  @Override
  public void close() {
    file.ifPresent(CsvFile::close);
  }
}
