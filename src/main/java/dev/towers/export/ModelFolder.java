package dev.towers.export;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.files.Durable;
import dev.towers.files.HiddenFolder;
import dev.towers.files.NumberedFolders;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A folder with the versions of one model, as TensorFlow Serving watches it: {@code
 * <base>/<version>/saved_model.pb}, versions being whole numbers.
 */
public record ModelFolder(Path base) {
  /** The setting that names one. */
  public static final SettingName MODEL = new SettingName("model");

  static final String MODEL_FILE = "saved_model.pb";

  /** Fills an empty folder with a model. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /** The folder of the newest version; nothing where there is none. */
  public Optional<Path> newest() throws IOException {
    return versions().newestFirst().stream().findFirst().map(versions()::folder);
  }

  /**
   * The folder of the newest version whose provenance {@code is} what is looked for; nothing where
   * there is none.
   */
  public Optional<Path> newestWithProvenance(Predicate<String> is) throws IOException {
    for (long version : versions().newestFirst()) {
      Path folder = versions().folder(version);
      Path provenance =
          folder.resolve(SavedModelWriter.EXTRA_ASSETS).resolve(SavedModelWriter.PROVENANCE_FILE);
      if (Files.isRegularFile(provenance) && is.test(Files.readString(provenance))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /**
   * Publishes the next version. It is written where no server looks, forced to the disk and
   * renamed, so a version that can be seen is whole.
   *
   * @return the folder of the version
   */
  public Path publish(Content content) throws IOException {
    Files.createDirectories(base);
    try (HiddenFolder draft = HiddenFolder.open(base)) {
      content.writeTo(draft.content());
      Durable.forceTree(draft.content());
      return reveal(draft);
    }
  }

  /** Deletes all versions but the newest {@code count}. */
  public void keepNewest(int count) throws IOException {
    versions().delete(versions().newestFirst().stream().skip(count).toList());
  }

  private Path reveal(HiddenFolder draft) throws IOException {
    while (true) {
      long next = versions().newestFirst().stream().findFirst().orElse(0L) + 1;
      Path version = versions().folder(next);
      try {
        draft.reveal(version);
        return version;
      } catch (FileSystemException e) {
        if (!Files.exists(version)) {
          throw e;
        }
        // Another run took this number meanwhile: take the next one.
      }
    }
  }

  private NumberedFolders versions() {
    return new NumberedFolders(base);
  }

  /**
   * The folder of the model that the user means: {@code path} itself, or the newest version in it.
   *
   * @throws InputException if there is no SavedModel in either
   */
  public static Path find(Path path) throws IOException {
    if (Files.isRegularFile(path.resolve(MODEL_FILE))) {
      return path;
    }
    Optional<Path> newest = new ModelFolder(path).newest();
    if (newest.isPresent() && Files.isRegularFile(newest.get().resolve(MODEL_FILE))) {
      return newest.get();
    }
    String found =
        Files.isDirectory(path)
            ? "holds neither that file nor a version folder with it"
            : Files.exists(path) ? "is a file" : "does not exist";
    throw InputException.about(
        "%s takes a SavedModel, a folder with %s in it or in a numbered version of it; '%s' %s",
        MODEL, MODEL_FILE, path, found);
  }
}
