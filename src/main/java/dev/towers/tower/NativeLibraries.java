package dev.towers.tower;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * Why native libraries do not load. They travel in jars, and are unpacked to where the system must
 * let them be written and run; what the loaders themselves say of that hides more than it tells.
 */
final class NativeLibraries {
  private static final String PACKAGE = "org/tensorflow/internal/c_api/";
  private static final List<String> FILES =
      List.of("libtensorflow_framework.so.2", "libtensorflow_cc.so.2", "libjnitensorflow.so");

  /** Held, for a logger that no one holds forgets its level. */
  private static final Logger JNA = Logger.getLogger("com.sun.jna");

  private NativeLibraries() {}

  /** Silences what JNA logs besides failing. */
  static void hushLoaders() {
    JNA.setLevel(Level.OFF);
  }

  /** What to throw where JNA, which calls the C library, does not load. */
  static NativeLibraryException ofJna(LinkageError failure) {
    String caches =
        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    return new NativeLibraryException(
        "the native part of JNA cannot be unpacked to %s, or does not load from there: %s;"
                .formatted(System.getProperty("jna.tmpdir", caches + "/JNA"), firstLine(failure))
            + " -Djna.tmpdir=FOLDER names another place",
        failure);
  }

  /** What to throw where TensorFlow does not load. */
  static NativeLibraryException ofTensorFlow(LinkageError failure) {
    return new NativeLibraryException(reason(failure), failure);
  }

  private static String reason(LinkageError failure) {
    String platform = Loader.getPlatform();
    ClassLoader classes = NativeLibraries.class.getClassLoader();
    if (classes.getResource(PACKAGE + platform) == null
        && FILES.stream().noneMatch(file -> hasResource(classes, platform, file))) {
      return "this jar has TensorFlow for another platform than %s; build it there: mvn package"
          .formatted(platform);
    }
    String elsewhere =
        "; -Dorg.bytedeco.javacpp.cachedir=FOLDER names another place, which needs 700 MB,"
            + " or 1.3 GB where it is built for GPUs";
    Path cache;
    try {
      cache = Loader.getCacheDir().toPath();
    } catch (IOException e) {
      return "there is no folder that TensorFlow's libraries can be unpacked to" + elsewhere;
    }
    return load(cache, platform)
            .map(why -> "TensorFlow's libraries in %s do not load: %s".formatted(cache, why))
            .orElse("TensorFlow's libraries cannot be unpacked to %s".formatted(cache))
        + elsewhere;
  }

  private static boolean hasResource(ClassLoader classes, String platform, String file) {
    return classes.getResource(PACKAGE + platform + "/" + file) != null;
  }

  /** What the system says to the first library that it does not load. */
  private static Optional<String> load(Path cache, String platform) {
    for (String file : FILES) {
      try (Stream<Path> all = Files.walk(cache)) {
        Optional<Path> unpacked =
            all.filter(path -> path.endsWith(Path.of(platform, file))).findFirst();
        if (unpacked.isEmpty()) {
          return Optional.empty();
        }
        System.load(unpacked.get().toAbsolutePath().toString());
      } catch (LinkageError e) {
        return Optional.of(firstLine(e));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Of the failure at the bottom; the loader writes the path of a file twice. */
  private static String firstLine(Throwable failure) {
    Throwable bottom = failure;
    while (bottom.getCause() != null) {
      bottom = bottom.getCause();
    }
    String line = String.valueOf(bottom.getMessage()).lines().findFirst().orElse("");
    return line.replaceFirst("^(\\S+): \\1: ", "$1: ");
  }
}
