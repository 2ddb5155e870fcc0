package dev.towers.data.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What an exception means, in words for the user. */
public final class Reason {
  private Reason() {}

  public static String of(IOException e) {
    if (e instanceof ConnectException) {
      return e.getCause() instanceof UnresolvedAddressException
              || e.getCause() != null
                  && e.getCause().getCause() instanceof UnresolvedAddressException
          ? "no such host, or no network"
          : "no connection";
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission to write " + denied.getFile();
    }
    if (e instanceof FileSystemException file) {
      return "cannot write " + file.getMessage();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
