package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.SettingName;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.download.Download;
import dev.towers.files.UserPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a data set comes from. */
public sealed interface DataSource {
  /** The setting that says so. */
  SettingName DATA = new SettingName("data");

  /**
   * Reads {@code auto}, {@code cifar10}, {@code sample} or else a path; a folder that is called
   * like one of the words is reached as {@code ./sample}.
   *
   * @throws InputException if the text is no path
   */
  static DataSource parse(String text) {
    return parse(text, Cifar10Original.download(System.getenv()));
  }

  /** As {@link #parse(String)}, with another archive or cache for CIFAR-10. */
  static DataSource parse(String text, Download cifar10) {
    return switch (text) {
      case "auto" -> new Auto(cifar10);
      case "cifar10" -> new Original(cifar10);
      case "sample" -> new Sample();
      default -> new Local(path(text));
    };
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
  record Auto(Download archive) implements DataSource {
    @Override
    public Dataset read(ImageForm form, boolean skipBad, Progress progress)
        throws IOException, InterruptedException {
      if (archive.isDone()) {
        return new Original(archive).read(form, skipBad, progress);
      }
      progress.say(
          "CIFAR-10 as it travels with the program, its pixels recompressed as JPEG; %s cifar10"
              + " downloads the original.",
          DATA);
      return EmbeddedCifar10.read(progress);
    }
  }

  /** CIFAR-10 from the cache or the network. */
  record Original(Download archive) implements DataSource {
    @Override
    public Dataset read(ImageForm form, boolean skipBad, Progress progress)
        throws IOException, InterruptedException {
      archive.run(progress);
      try {
        return CifarArchive.read(archive.path(), progress);
      } catch (InputException e) {
        throw new InputException(
            "%s: expected the CIFAR-10 archive as it was downloaded, found it damaged; %s"
                .formatted(archive.path(), "delete it and run again to download it anew"),
            e);
      }
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
    public Dataset read(ImageForm form, boolean skipBad, Progress progress)
        throws InterruptedException {
      if (Files.isRegularFile(path)) {
        return CifarArchive.read(path, progress);
      }
      if (!Files.isDirectory(path)) {
        throw InputException.about(
            "expected auto, cifar10, sample or the path of a folder or .tar.gz as %1$s, "
                + "found neither at \"%2$s\"; check the path or choose %1$s auto",
            DATA, path);
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

  private static Path path(String text) {
    UserPath.problem(text)
        .ifPresent(
            problem -> {
              throw InputException.about("%s: expected auto, cifar10, sample or %s", DATA, problem);
            });
    return Path.of(text);
  }
}
