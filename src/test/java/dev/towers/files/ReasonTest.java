package dev.towers.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void aCertificateThatIsNotTrustedIsToldWithTheWayOut() {
    String reason =
        Reason.of(
            new SSLHandshakeException(
                "PKIX path building failed: unable to find valid certification path"));
    assertTrue(reason.contains("certificate") && reason.contains("trustStore"), reason);
  }

  @Test
  void whatIsNotYetWholeIsNotNamed() {
    assertEquals(
        "run/checkpoints/variables.data; No space left on device",
        Reason.of(
            new IOException(
                "run/checkpoints/.writing-1234-56/content/variables.data.tempstate789;"
                    + " No space left on device")));
  }

  @Test
  void saysWhatJavaLeavesOut() {
    Map<Throwable, String> reasons = new LinkedHashMap<>();
    reasons.put(new AccessDeniedException("a"), "no permission for a");
    reasons.put(new FileAlreadyExistsException("a"), "a is not a folder");
    reasons.put(new NotDirectoryException("a"), "a is not a folder");
    reasons.put(new NoSuchFileException("a"), "a is not there");
    reasons.put(new DirectoryNotEmptyException("a"), "DirectoryNotEmptyException: a");
    reasons.put(new FileSystemException("a", null, "Read-only"), "a: Read-only");
    reasons.put(new UncheckedIOException(new AccessDeniedException("a")), "no permission for a");
    reasons.put(new IOException("No space left on device\nat all"), "No space left on device");
    reasons.put(new IOException(), "IOException");
    reasons.forEach((exception, words) -> assertEquals(words, Reason.of(exception)));
  }

  @Test
  void aConnectionBreaksOffInOneWay() {
    IOException atTheEnd = new IOException("HTTP/1.1 header parser received no bytes");
    atTheEnd.initCause(new EOFException("EOF reached while reading"));
    List.of(
            atTheEnd,
            new IOException("again", atTheEnd),
            new SocketException("Connection reset"),
            new IOException("Broken pipe"))
        .forEach(e -> assertEquals("the connection broke off", Reason.ofExchange(e)));
    assertEquals("no connection", Reason.ofExchange(new ConnectException()));
    Throwable unreachable =
        new ConnectException().initCause(new NoRouteToHostException("No route to host"));
    assertEquals("no connection", Reason.ofExchange(unreachable));
    assertEquals("too long", Reason.ofExchange(new IOException("too long")));
  }
}
