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
import java.nio.file.StandardCopyOption;
import java.util.List;
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
    return newestFirst().stream().findFirst().map(version -> base.resolve(version.toString()));
  }

  /**
   * The folder of the newest version whose provenance {@code is} what is looked for; nothing where
   * there is none.
   */
  public Optional<Path> newestWithProvenance(Predicate<String> is) throws IOException {
    for (Long version : newestFirst()) {
      Path folder = base.resolve(version.toString());
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

  /**
   * Deletes all versions but the newest {@code count}. Each goes out of sight in one move first, so
   * that none is ever seen in part.
   */
  public void keepNewest(int count) throws IOException {
    List<Long> old = newestFirst().stream().skip(count).toList();
    if (old.isEmpty()) {
      return;
    }
    try (HiddenFolder hidden = HiddenFolder.open(base)) {
      for (Long number : old) {
        Path version = base.resolve(number.toString());
        Files.move(version, hidden.away(version), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private Path reveal(HiddenFolder draft) throws IOException {
    while (true) {
      long next = newestFirst().stream().findFirst().orElse(0L) + 1;
      Path version = base.resolve(Long.toString(next));
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

  private List<Long> newestFirst() throws IOException {
    return NumberedFolders.newestFirst(base);
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
