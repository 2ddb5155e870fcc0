package dev.towers.export;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.files.Durable;
import dev.towers.files.Folders;
import dev.towers.files.HiddenFolder;
import dev.towers.files.NumberedFolders;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A folder with the versions of one model, as TensorFlow Serving watches it: {@code
 * <base>/<version>/saved_model.pb}, versions being whole numbers. A numbered folder without that
 * file, such as one for the photos of a year, is no version.
 */
public record ModelFolder(Path base) {
  /** The setting that names one. */
  public static final SettingName MODEL = new SettingName("model");

  static final String MODEL_FILE = "saved_model.pb";

  /** The same as text, which TensorFlow loads too. */
  private static final String TEXT_FILE = "saved_model.pbtxt";

  /** That of a model of many classes holds their mix-ups. */
  private static final int MOST_PROVENANCE_BYTES = 1 << 26;

  /** Fills an empty folder with a model. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /** The folder of the newest version; nothing where there is none. */
  public Optional<Path> newest() throws IOException {
    return newestFirst().stream().findFirst().map(folders()::folder);
  }

  /**
   * The folder of the newest version whose provenance {@code is} what is looked for; nothing where
   * there is none.
   */
  public Optional<Path> newestWithProvenance(Predicate<String> is) throws IOException {
    for (long version : newestFirst()) {
      if (hasProvenance(version, is)) {
        return Optional.of(folders().folder(version));
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
    Folders.make(base);
    try (HiddenFolder draft = HiddenFolder.open(base)) {
      content.writeTo(draft.content());
      Durable.forceTree(draft.content());
      return reveal(draft);
    }
  }

  /**
   * Deletes all versions but the newest {@code count}.
   *
   * @param own whether a provenance is one of ours; a version without such a one stays
   * @return the folders of those that stay though they are older, ours where they cannot be deleted
   */
  public List<Path> keepNewest(int count, Predicate<String> own) throws IOException {
    List<Long> deleted = new ArrayList<>();
    List<Path> staying = new ArrayList<>();
    for (long version : newestFirst().stream().skip(count).toList()) {
      if (hasProvenance(version, own)) {
        deleted.add(version);
      } else {
        staying.add(folders().folder(version));
      }
    }
    staying.addAll(folders().delete(deleted));
    return staying;
  }

  private Path reveal(HiddenFolder draft) throws IOException {
    long next = newestFirst().stream().findFirst().orElse(0L) + 1;
    while (true) {
      Path version = folders().folder(next);
      try {
        // Asked first, for a move takes the place of an empty folder without a word.
        if (!Files.exists(version, LinkOption.NOFOLLOW_LINKS)) {
          draft.reveal(version);
          return version;
        }
      } catch (FileSystemException e) {
        if (!Files.exists(version, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
      }
      next++; // Another run took this number meanwhile, or it was never a version.
    }
  }

  /** The numbers of the versions, the largest first. */
  private List<Long> newestFirst() throws IOException {
    return folders().newestFirst().stream()
        .filter(number -> Files.isRegularFile(folders().folder(number).resolve(MODEL_FILE)))
        .toList();
  }

  private boolean hasProvenance(long version, Predicate<String> is) {
    return ProvenanceFile.read(folders().folder(version), MOST_PROVENANCE_BYTES)
        .filter(is)
        .isPresent();
  }

  private NumberedFolders folders() {
    return new NumberedFolders(base);
  }

  /**
   * The folder of the model that the user means: {@code path} itself, or the newest version in it.
   *
   * @throws InputException if there is no SavedModel in either
   */
  public static Path find(Path path) throws IOException {
    return find(MODEL, path);
  }

  /**
   * As the other, for another setting.
   *
   * @param asked the setting that names the path
   */
  static Path find(SettingName asked, Path path) throws IOException {
    if (Files.isRegularFile(path.resolve(MODEL_FILE))
        || Files.isRegularFile(path.resolve(TEXT_FILE))) {
      return path;
    }
    Optional<Path> newest = new ModelFolder(path).newest();
    if (newest.isPresent()) {
      return newest.get();
    }
    String found =
        Files.isDirectory(path)
            ? "holds neither that file nor a version folder with it"
            : Files.exists(path) ? "is a file" : "does not exist";
    throw InputException.about(
        "%s takes a SavedModel, a folder with %s in it or in a numbered version of it; '%s' %s",
        asked, MODEL_FILE, path, found);
  }
}
