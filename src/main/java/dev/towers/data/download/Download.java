package dev.towers.data.download;

import dev.towers.Progress;
import dev.towers.files.Folders;
import dev.towers.files.LockFile;
import dev.towers.files.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Brings a file from the network to its place. It grows beside that place in a {@code .part} file,
 * which a later run goes on with, and is moved there when its length and SHA-256 are right; so what
 * stands there is always whole.
 */
public record Download(RemoteFile remote, Path path, Patience patience) {
  private static final String WAITING =
      "Waiting for another run that is downloading the same file.";

  /** Whether the file is at its place. It was verified when it came, so its length is enough. */
  public boolean isDone() {
    return path.toFile().isFile() && path.toFile().length() == remote.bytes();
  }

  /**
   * Downloads what is missing, if anything. Where another process does so already, waits for that.
   *
   * @throws IOException with one line for the user, if the file cannot be had or is not the one
   */
  @SuppressWarnings("try") // the lock is held, not used
  public void run(Progress progress) throws IOException, InterruptedException {
    if (isDone()) {
      return;
    }
    try {
      Folders.make(path.toAbsolutePath().getParent());
      try (LockFile lock = LockFile.open(beside(".lock"), progress, WAITING)) {
        if (!isDone()) {
          fetch(beside(".part"), progress);
        }
      }
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException();
    } catch (UncheckedIOException e) {
      throw failure(e.getCause());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private IOException failure(IOException e) {
    String reason = e instanceof FileSystemException ? "cannot write " + path + ": " : "";
    return new IOException("cannot download " + remote.address() + ": " + reason + Reason.of(e), e);
  }

  private Path beside(String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }

  private void fetch(Path part, Progress progress) throws IOException, InterruptedException {
    if (!fill(part, progress)) {
      Files.delete(part);
      throw new IOException("its SHA-256 is not " + remote.sha256() + ", so it is another file");
    }
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether the part now holds the right bytes. */
  private boolean fill(Path part, Progress progress) throws IOException, InterruptedException {
    HttpClient client = HttpClients.open(remote.address(), patience, System.getenv());
    Transfers transfers = new Transfers(client, remote, patience);
    try (FileChannel file =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Progress.Meter meter =
            progress.open("Downloading " + path.getFileName(), "bytes", remote.bytes())) {
      boolean resumed = file.size() > 0;
      transfers.fill(file, meter::reached);
      boolean right = isRight(part);
      if (!right && resumed) { // what an earlier run left was of another file
        file.truncate(0);
        transfers.fill(file, meter::reached);
        right = isRight(part);
      }
      file.force(true);
      return right;
    }
  }

  private boolean isRight(Path part) throws IOException {
    try (InputStream bytes = Files.newInputStream(part)) {
      return DigestUtils.sha256Hex(bytes).equals(remote.sha256());
    }
  }
}
