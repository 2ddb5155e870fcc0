package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.SettingName;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.download.Patience;
import dev.towers.files.UserPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a data set comes from. */
public sealed interface DataSource {
  /** The setting that says so. */
  SettingName DATA = new SettingName("data");

  /** The word for CIFAR-10 without a download. */
  String AUTO = "auto";

  /** The word for the copy of CIFAR-10 that travels with the program. */
  String BUILT_IN = "built-in";

  /** The word for a part of it. */
  String SAMPLE = "sample";

  /** What may be said in place of a path. */
  static List<String> words() {
    return Stream.of(
            Stream.of(AUTO),
            PublishedSets.ALL.stream().map(PublishedSet::word),
            Stream.of(BUILT_IN, SAMPLE))
        .flatMap(words -> words)
        .toList();
  }

  /**
   * Reads one of the {@link #words} or else a path; a folder that is called like one of the words
   * is reached as {@code ./sample}.
   *
   * @throws InputException if the text is no path
   */
  static DataSource parse(String text) {
    return switch (text) {
      case AUTO -> new Auto(inCache(PublishedSets.CIFAR10));
      case BUILT_IN -> new BuiltIn();
      case SAMPLE -> new Sample();
      default ->
          PublishedSets.named(text)
              .<DataSource>map(set -> new Published(text, inCache(set)))
              .orElseGet(() -> new Local(path(text)));
    };
  }

  /**
   * What is meant by a text, so that it means the same later: which of the copies of CIFAR-10
   * {@link #AUTO} is depends on the cache.
   */
  static String decided(String text) {
    return text.equals(AUTO) ? new Auto(inCache(PublishedSets.CIFAR10)).decided() : text;
  }

  /** Whether this is a folder of image files. */
  default boolean isImageFolder() {
    return false;
  }

  /** Whether a folder that lies in this one would be read as a class of images. */
  default boolean takesForClass(Path folder) {
    return false;
  }

  /** The setting that says whether to go on without bad images. */
  SettingName SKIP_BAD = new SettingName("skip-bad");

  /** As the other, with images as they are, of which none may be bad. */
  default Dataset read(Progress progress) throws IOException, InterruptedException {
    return read(ImageForm.NATIVE, false, progress);
  }

  /**
   * Reads the data set, after it was downloaded where that is asked for.
   *
   * @param form to which image files are brought; other layouts have a size of their own
   * @param skipBad whether to go on without image files that cannot be read
   * @throws InputException if what the user named is not there or is no data set
   * @throws IOException with one line for the user, if the network does not give it
   */
  Dataset read(ImageForm form, boolean skipBad, Progress progress)
      throws IOException, InterruptedException;

  /** CIFAR-10 from the cache, else the copy that travels with the program. */
  record Auto(CachedSet cifar10) implements DataSource {
    @Override
    public Dataset read(ImageForm form, boolean skipBad, Progress progress)
        throws IOException, InterruptedException {
      if (cifar10.isDone()) {
        return cifar10.read(progress);
      }
      return new BuiltIn().read(form, skipBad, progress);
    }

    /** The word for the copy that is read now. */
    String decided() {
      return cifar10.isDone() ? PublishedSets.CIFAR10.word() : BUILT_IN;
    }
  }

  /** The copy of CIFAR-10 that travels with the program. */
  record BuiltIn() implements DataSource {
    @Override
    public Dataset read(ImageForm form, boolean skipBad, Progress progress) {
      progress.say(
          "CIFAR-10 as it travels with the program, its pixels recompressed as JPEG; %s cifar10"
              + " downloads the original.",
          DATA);
      return EmbeddedCifar10.read(progress);
    }
  }

  /** A published data set, from the cache or the network. */
  record Published(String word, CachedSet set) implements DataSource {
    @Override
    public Dataset read(ImageForm form, boolean skipBad, Progress progress)
        throws IOException, InterruptedException {
      if (Files.isDirectory(Path.of(word))) {
        progress.say(
            "%1$s %2$s is the published %3$s; the folder of that name is %1$s ./%2$s.",
            DATA, word, set.title());
      }
      return set.read(progress);
    }
  }

  /** A tenth of the copy of CIFAR-10 that travels with the program. */
  record Sample() implements DataSource {
    @Override
    public Dataset read(ImageForm form, boolean skipBad, Progress progress) {
      return EmbeddedCifar10.readSample(progress);
    }
  }

  /** A folder or archive of the user's. */
  record Local(Path path) implements DataSource {
    @Override
    public boolean isImageFolder() {
      return Files.isDirectory(path)
          && CifarFolder.find(path).isEmpty()
          && IdxFolder.find(path).isEmpty()
          && ImageFolder.find(path).isPresent();
    }

    @Override
    public boolean takesForClass(Path folder) {
      return isImageFolder() && ImageFolder.find(path).orElseThrow().takesForClass(folder);
    }

    @Override
    public Dataset read(ImageForm form, boolean skipBad, Progress progress)
        throws InterruptedException {
      if (Files.isRegularFile(path)) {
        return CifarArchive.read(path, progress);
      }
      if (!Files.isDirectory(path)) {
        throw InputException.about(
            "expected %3$s or the path of a folder or .tar.gz as %1$s, "
                + "found neither at \"%2$s\"; check the path or choose %1$s auto",
            DATA, path, String.join(", ", words()));
      }
      Optional<CifarFolder> cifar = CifarFolder.find(path);
      if (cifar.isPresent()) {
        return cifar.get().read();
      }
      Optional<IdxFolder> idx = IdxFolder.find(path);
      if (idx.isPresent()) {
        return idx.get().read();
      }
      UnknownFolder unknown = new UnknownFolder(path);
      Optional<ImageFolder> images = ImageFolder.find(path);
      if (images.isEmpty() || unknown.hasLooseImages()) {
        throw unknown.refusal();
      }
      return images.get().read(form, skipBad, progress);
    }
  }

  private static CachedSet inCache(PublishedSet set) {
    return set.in(new UserCache(System.getenv()), Patience.STANDARD);
  }

  private static Path path(String text) {
    UserPath.problem(text)
        .ifPresent(
            problem -> {
              throw InputException.about(
                  "%s: expected %s or %s", DATA, String.join(", ", words()), problem);
            });
    return Path.of(text);
  }
}
