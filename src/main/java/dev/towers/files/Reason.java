package dev.towers.files;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What an exception means, in words for the user. */
public final class Reason {
  /** Of a connection that ended before an answer did. */
  public static final String BROKE_OFF = "the connection broke off";

  private Reason() {}

  /** The reason on one line; what could not be done is for the caller to say. */
  public static String of(Throwable e) {
    return visible(words(e));
  }

  /** The reason why a server gave no answer, or no whole one, on one line. */
  public static String ofExchange(Throwable e) {
    return brokeOff(e) ? BROKE_OFF : of(e);
  }

  /**
   * Whether a connection ended before an answer did, of which Java's clients say how they saw it.
   */
  public static boolean brokeOff(Throwable e) {
    List<Throwable> chain = Stream.iterate(e, Objects::nonNull, Throwable::getCause).toList();
    return chain.stream().anyMatch(Reason::isOfAnEnd)
        && chain.stream().noneMatch(Reason::isOfNoBeginning);
  }

  private static boolean isOfAnEnd(Throwable cause) {
    return cause instanceof EOFException
        || cause instanceof SocketException
        || "Broken pipe".equals(cause.getMessage())
        || "Connection reset by peer".equals(cause.getMessage());
  }

  private static boolean isOfNoBeginning(Throwable cause) {
    return cause instanceof ConnectException || cause instanceof NoRouteToHostException;
  }

  /** Without the folders and endings that only what is not yet whole has. */
  private static String visible(String reason) {
    return reason
        .replaceAll("/\\.writing-[^/\\s]+(/content)?", "")
        .replaceAll("\\.tempstate\\d+", "");
  }

  private static String words(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      long most = Runtime.getRuntime().maxMemory() >> 20;
      return "%s: the Java machine may take %d MB at most; give it more, as in java -Xmx%dm -jar train.jar"
          .formatted(e.getMessage(), most, Math.max(512, 2 * most));
    }
    if (e instanceof InvalidPathException path) {
      return "there is " + UserPath.unwritable(path);
    }
    if (e instanceof ExceptionInInitializerError && e.getCause() != null) {
      return words(e.getCause());
    }
    if (e instanceof UncheckedIOException unchecked) {
      return words(unchecked.getCause());
    }
    if (e instanceof FileSystemException failed && failed.getReason() == null) {
      return ofFile(failed);
    }
    if (e instanceof ConnectException) {
      return e.getCause() instanceof UnresolvedAddressException
              || e.getCause() != null
                  && e.getCause().getCause() instanceof UnresolvedAddressException
          ? "no such host, or no network"
          : "no connection";
    }
    if (e instanceof SSLException && String.valueOf(e.getMessage()).contains("PKIX")) {
      return "the server's certificate is signed by no one whom this Java machine trusts, as behind many company proxies; -Djavax.net.ssl.trustStore=FILE names a store with the right one";
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return e.getMessage() == null ? e.getClass().getSimpleName() : message;
  }

  /** Java names the file alone where the system told it why. */
  private static String ofFile(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission for " + e.getFile();
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return e.getFile() + " is not a folder";
    }
    if (e instanceof NoSuchFileException) {
      return e.getFile() + " is not there";
    }
    return e.getClass().getSimpleName() + ": " + e.getFile();
  }
}
