package dev.towers.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * A folder beside what others will see, in which that is made until it is whole. It is locked while
 * its process lives; what a killed process leaves is swept away by a later one.
 */
public final class HiddenFolder implements AutoCloseable {
  private static final String PREFIX = ".writing-";
  private static final String LOCK = "lock";
  private static final String CONTENT = "content";

  /** Tells the folders of this process from those of others. */
  private static final String PROCESS = PREFIX + UUID.randomUUID() + "-";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path path;
  private final LockFile lock;

  private HiddenFolder(Path path, LockFile lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes one in {@code base}, which must be there. The caller closes it, which deletes all that
   * has not been moved out of it.
   */
  public static HiddenFolder open(Path base) throws IOException {
    if (!Files.isDirectory(base)) {
      throw new NoSuchFileException(base.toString());
    }
    while (true) {
      Path path = Files.createDirectory(base.resolve(PROCESS + COUNT.incrementAndGet()));
      Path lockFile = path.resolve(LOCK);
      Optional<LockFile> lock = Optional.empty();
      try {
        lock = LockFile.tryOpen(lockFile);
        // A process that sweeps may have come between the two.
        if (lock.isPresent() && Files.exists(lockFile)) {
          Files.createDirectory(path.resolve(CONTENT));
          return new HiddenFolder(path, lock.get());
        }
      } catch (NoSuchFileException e) {
        // it came even before the lock
      } catch (IOException | RuntimeException e) {
        discard(path);
        lock.ifPresent(LockFile::close);
        throw e;
      }
      lock.ifPresent(LockFile::close);
    }
  }

  /** The folder to fill. */
  public Path content() {
    return path.resolve(CONTENT);
  }

  /**
   * Takes a folder out of sight in one move, to vanish with this one. Where the file system moves
   * no folders, as an overlay does with those of its lower layers, it is deleted where it is: first
   * the files that stand at its head, without which no one takes it for whole.
   */
  public void takeAway(Path target) throws IOException {
    try {
      Files.move(target, away(target), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      try (Stream<Path> head = Files.list(target)) {
        for (Path file : (Iterable<Path>) head.filter(Files::isRegularFile)::iterator) {
          Files.delete(file);
        }
      }
      PathUtils.deleteDirectory(target);
    }
  }

  Path away(Path target) {
    return path.resolve("away-" + target.getFileName());
  }

  /**
   * Shows what the content is, whole or not at all.
   *
   * @param target takes its place; it must not be there
   */
  public void reveal(Path target) throws IOException {
    Files.move(content(), target, StandardCopyOption.ATOMIC_MOVE);
    Durable.forceFolder(target.toAbsolutePath().getParent());
  }

  /** Never fails: what cannot be deleted now is swept away by a later process. */
  @Override
  public void close() {
    discard(path);
    lock.close();
  }

  /**
   * Deletes those in {@code base} whose processes have ended without closing them, but for those of
   * other users.
   */
  public static void sweep(Path base) throws IOException {
    if (!Files.isDirectory(base)) {
      return;
    }
    List<Path> hidden;
    try (Stream<Path> children = Files.list(base)) {
      hidden =
          children
              .filter(child -> child.getFileName().toString().startsWith(PREFIX))
              .filter(child -> !child.getFileName().toString().startsWith(PROCESS))
              .toList();
    }
    for (Path path : hidden) {
      sweepOne(path);
    }
  }

  private static void sweepOne(Path path) {
    try {
      if (!Files.exists(path.resolve(LOCK))) {
        deleteIfEmpty(path); // where it holds anything, it is none of ours
        return;
      }
      Optional<LockFile> lock = LockFile.tryOpen(path.resolve(LOCK));
      if (lock.isPresent()) {
        discard(path);
        lock.get().close();
      }
    } catch (IOException e) {
      // Another process has swept it meanwhile, or it may not be opened: it is in no one's way.
    }
  }

  /** Deletes the lock after all that it protects, so that a folder without one is empty. */
  private static void discard(Path path) {
    try (Stream<Path> children = Files.list(path)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        if (!child.getFileName().toString().equals(LOCK)) {
          PathUtils.delete(child);
        }
      }
      Files.deleteIfExists(path.resolve(LOCK));
      deleteIfEmpty(path);
    } catch (IOException | UncheckedIOException e) {
      // It is in no one's way.
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Someone has come first.
    }
  }
}
