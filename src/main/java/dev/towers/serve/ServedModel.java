package dev.towers.serve;

import dev.towers.export.ModelFolder;
import dev.towers.export.SavedModelClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model under the name and the version that TensorFlow Serving would have for it: those of its
 * folders, {@code <name>/<version>/saved_model.pb}. One whose folder is no number is version 1 of
 * the name of its folder.
 */
public record ServedModel(String name, long version, SavedModelClassifier classifier)
    implements AutoCloseable {
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");
  private static final String NAMELESS = "model";

  /**
   * Loads a model; the caller closes it.
   *
   * @param path the folder of one version, or of all versions, of which the newest is taken
   * @throws dev.towers.InputException if there is no SavedModel, if it does not load, or if it does
   *     not take images and answer with classes as our exports do
   */
  public static ServedModel open(Path path) throws IOException {
    Path folder = ModelFolder.find(path);
    SavedModelClassifier classifier = SavedModelClassifier.open(folder);
    try {
      Path real = folder.toRealPath();
      boolean numbered = VERSION.matcher(lastOf(real)).matches() && real.getParent() != null;
      return numbered
          ? new ServedModel(lastOf(real.getParent()), Long.parseLong(lastOf(real)), classifier)
          : new ServedModel(lastOf(real), 1, classifier);
    } catch (IOException | RuntimeException | Error e) {
      classifier.close();
      throw e;
    }
  }

  private static String lastOf(Path folder) {
    return Optional.ofNullable(folder.getFileName()).map(Path::toString).orElse(NAMELESS);
  }

  /**
   * Sees that a path of the REST interface means this model.
   *
   * @throws Refusal if it means another
   */
  void require(RestPath path) {
    if (path.model().isEmpty()) {
      throw Refusal.invalid("Missing model name in request.");
    }
    if (path.label().isPresent()) {
      throw Refusal.invalid("Unrecognized servable version label: %s", path.label().get());
    }
    Optional<Long> asked = path.version().map(ServedModel::number);
    boolean known =
        path.model().equals(name) && asked.map(number -> number == version).orElse(true);
    if (!known && path.call() == RestPath.Call.STATUS) {
      throw new Refusal(
          404,
          asked
              .map(
                  number -> "Could not find version %d of model %s".formatted(number, path.model()))
              .orElse("Could not find any versions of model " + path.model()));
    }
    if (!known) {
      throw new Refusal(
          404,
          "Servable not found for request: "
              + asked
                  .map(number -> "Specific(%s, %d)".formatted(path.model(), number))
                  .orElse("Latest(%s)".formatted(path.model())));
    }
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("Failed to convert version: %s to numeric.", digits);
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}
