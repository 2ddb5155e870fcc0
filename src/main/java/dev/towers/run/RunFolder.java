package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.files.Durable;
import dev.towers.files.Folders;
import dev.towers.files.HiddenFolder;
import dev.towers.files.Json;
import dev.towers.files.WholeFile;
import dev.towers.train.Checkpoints;
import dev.towers.train.TrainingSession;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** All that a run leaves, under names that do not change. */
public record RunFolder(Path path) {
  /** What the user asks for to go on with a run. */
  static final SettingName RESUME = new SettingName("resume");

  private static final String SETTINGS = "settings.json";
  private static final String FACTS = "run.json";
  static final String FIGURES = "figures.json";

  /** The settings of the run, by option. */
  void writeSettings(Settings settings) throws IOException {
    SettingsFile.write(path.resolve(SETTINGS), settings);
  }

  Settings settings() throws IOException {
    return SettingsFile.read(path.resolve(SETTINGS));
  }

  /** What else there is to tell of the run, and how far it is. */
  void writeFacts(RunFacts facts) throws IOException {
    WholeFile.write(path.resolve(FACTS), Json.page(facts).getBytes(StandardCharsets.UTF_8));
  }

  /** What {@link #writeFacts} wrote; runs of earlier versions have none. */
  Optional<RunFacts> facts() throws IOException {
    return read(FACTS, text -> Json.read(text, RunFacts.class));
  }

  /** What came of the run; with this file it is complete. */
  void writeResults(Results results) throws IOException {
    WholeFile.write(path.resolve(FIGURES), results.json().getBytes(StandardCharsets.UTF_8));
  }

  /** What came of the run; nothing where it is not complete. */
  Optional<Results> results() throws IOException {
    return read(FIGURES, Results::parse);
  }

  /** What a text says. */
  @FunctionalInterface
  private interface Parser<T> {
    T parse(String text) throws JsonProcessingException;
  }

  /** Nothing where there is half a copy of the file, too: a run that goes on makes it anew. */
  private <T> Optional<T> read(String name, Parser<T> parser) throws IOException {
    Path file = path.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(parser.parse(Files.readString(file)))
          : Optional.empty();
    } catch (JsonProcessingException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Looks whether a new run may use the folder.
   *
   * @throws InputException if another run has left something in it
   */
  void requireUnused() throws IOException {
    if (checkpoints().exist()
        || Stream.of(SETTINGS, FIGURES, "metrics.csv")
            .anyMatch(name -> Files.exists(path.resolve(name)))) {
      throw InputException.about(
          "'%s' holds another run: choose another %s, or go on with that one by %s",
          path, Settings.RUN.name(), RESUME);
    }
  }

  /** Deletes what killed processes left unfinished; needs the lock of the folder. */
  void sweep() throws IOException {
    WholeFile.sweep(path);
    HiddenFolder.sweep(path);
    HiddenFolder.sweep(checkpoints().base());
  }

  Checkpoints checkpoints() {
    return new Checkpoints(path.resolve("checkpoints"));
  }

  /** Makes the folder that checkpoints are added to. */
  void makeCheckpoints() throws IOException {
    Folders.make(checkpoints().base());
  }

  /** Leaves the variables after training as {@link #weights}. */
  void writeWeights(TrainingSession session) throws IOException {
    Folders.make(path);
    try (HiddenFolder draft = HiddenFolder.open(path)) {
      session.save(draft.content().resolve(weights().getFileName()));
      Durable.forceTree(draft.content());
      try (Stream<Path> files = Files.list(draft.content())) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.move(file, path.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
  }

  /** The mean loss by step, a line each. */
  Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** The scores of training, a line for each epoch, where its images are counted. */
  Path training() {
    return path.resolve("training.csv");
  }

  /** The scores of validation, a line for each epoch. */
  Path validation() {
    return path.resolve("validation.csv");
  }

  /** What TensorBoard shows: a folder of event files for each split. */
  Path tensorBoard() {
    return path.resolve("tensorboard");
  }

  /** The event files of a split. */
  Path events(TensorBoard.Split split) {
    return tensorBoard().resolve(split.word());
  }

  /** The variables after training, as a TensorFlow checkpoint: the path without the endings. */
  Path weights() {
    return path.resolve("weights");
  }

  /** Sample images with their labels. */
  Path samples() {
    return path.resolve("samples.png");
  }

  /** The picture of the mistakes that the network was surest of; not there where it made none. */
  Path mistakes() {
    return path.resolve("mistakes.png");
  }

  /** Test images with what they are and what the network took them for. */
  Path predictions() {
    return path.resolve("predictions.png");
  }

  /** The page about the run. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** The test images that the report shows, side by side. */
  Path thumbnails() {
    return path.resolve("thumbnails.png");
  }

  /** The mean loss by step. */
  Path loss() {
    return path.resolve("loss.png");
  }

  /** Who was taken for whom. */
  Path confusion() {
    return path.resolve("confusion.png");
  }
}
