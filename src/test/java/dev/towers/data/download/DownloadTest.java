package dev.towers.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.Progress;
import dev.towers.data.Listener;
import dev.towers.data.download.RudeServer.Answerer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DownloadTest {
  /** With a server that hangs. */
  private static final Patience HASTY =
      new Patience(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofMillis(5), 3);

  /** With all others, however busy the machine that runs the tests. */
  private static final Patience PATIENT =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMillis(5), 3);

  private final byte[] file = bytes(100_000, 1);
  private final byte[] otherFile = bytes(100_000, 2);
  @TempDir Path folder;
  private Patience patience = PATIENT;

  @Test
  void bringsTheFileAndTellsHowFarItIs() throws Exception {
    Listener listener = new Listener();
    try (RudeServer server = new RudeServer(RudeServer.good(file))) {
      download(server.address()).run(listener);
    }
    assertWhole();
    assertEquals(List.of("Downloading file.bin: 100000 bytes"), listener.tasks);
    assertEquals(100_000, listener.reached.get(listener.reached.size() - 1));
  }

  @Test
  void takesAnAnswerWithoutLengthAndARedirect() throws Exception {
    try (RudeServer last = new RudeServer(RudeServer.withoutLength(file));
        RudeServer first = new RudeServer(RudeServer.redirect(last.address()))) {
      download(first.address()).run(Progress.silent());
    }
    assertWhole();
  }

  @Test
  void goesOnWhereTheServerBrokeOff() throws Exception {
    List<Integer> asked =
        bring(
            RudeServer.cut(file, 30_000, part()),
            RudeServer.status(503),
            RudeServer.cut(file, 31_000, part()), // less than counts as progress
            RudeServer.cut(file, 70_000, part()),
            RudeServer.good(file));
    assertEquals(List.of(0, 30_000, 30_000, 31_000, 70_000), asked);
  }

  @Test
  void goesOnWhereAnEarlierRunEnded() throws Exception {
    Files.write(part(), Arrays.copyOf(file, 60_000));
    assertEquals(List.of(60_000), bring(RudeServer.good(file)));
  }

  @Test
  void startsAnewWhereTheServerIgnoresRange() throws Exception {
    assertEquals(
        List.of(0, 50_000),
        bring(
            RudeServer.cut(file, 50_000, part()), RudeServer.ignoringRange(RudeServer.good(file))));
  }

  @Test
  void givesUpOnServerThatAlwaysStartsAnewAndBreaksOff() throws Exception {
    String message = refuse(RudeServer.ignoringRange(RudeServer.cut(file, 50_000, part())));
    assertTrue(message.contains("its first 50000 bytes are kept"), message);
  }

  @Test
  void startsAnewWhereThePartIsOfAnotherFile() throws Exception {
    Files.write(part(), Arrays.copyOf(otherFile, 60_000));
    assertEquals(List.of(60_000, 0), bring(RudeServer.good(file)));
    Files.delete(folder.resolve("file.bin"));
    Files.write(part(), new byte[100_001]);
    assertEquals(List.of(0), bring(RudeServer.good(file)));
  }

  @Test
  void startsAnewWhereTheServerHasNoSuchRange() throws Exception {
    Files.write(part(), Arrays.copyOf(file, 60_000));
    assertEquals(List.of(60_000, 0), bring(RudeServer.status(416), RudeServer.good(file)));
    Files.delete(folder.resolve("file.bin"));
    Files.write(part(), Arrays.copyOf(file, 60_000));
    Answerer longer = RudeServer.good(bytes(200_000, 3));
    assertEquals(List.of(60_000, 0), bring(longer, RudeServer.good(file)));
  }

  @Test
  void needsNoServerWhereThePartIsWhole() throws Exception {
    Files.write(part(), file);
    assertEquals(List.of(), bring(RudeServer.status(404)));
  }

  @Test
  void refusesWrongBytes() throws Exception {
    String message = refuse(RudeServer.good(otherFile));
    assertTrue(message.contains("its SHA-256 is not " + sha256(file)), message);
    assertFalse(Files.exists(part()));
  }

  @Test
  void refusesAnotherLengthBeforeItReadsIt() throws Exception {
    String message = refuse(RudeServer.good(bytes(90_000, 1)));
    assertTrue(message.contains("has 90000 bytes, not 100000"), message);
    assertEquals(0, Files.size(part()));
  }

  @Test
  void refusesMoreBytesThanTheFileHas() throws Exception {
    String message = refuse(RudeServer.withoutLength(bytes(5_000_000, 1)));
    assertTrue(message.contains("more than the 100000 bytes"), message);
  }

  /** As networks do that want to be logged in to. */
  @Test
  void aPageInPlaceOfTheFileLeavesWhatIsHere() throws Exception {
    Files.write(part(), Arrays.copyOf(file, 60_000));
    assertTrue(refuse(RudeServer.page()).contains("answered with a page (text/html)"));
    assertEquals(List.of(60_000), bring(RudeServer.good(file)));
  }

  @Test
  void aServerMayGiveLessThanWasAskedFor() throws Exception {
    Files.write(part(), Arrays.copyOf(file, 10_000));
    assertEquals(List.of(10_000, 50_000, 90_000), bring(RudeServer.inParts(file, 40_000)));
  }

  @Test
  void tellsWhatTheServerAnswered() throws Exception {
    assertTrue(refuse(RudeServer.status(404)).endsWith("the server answered 404 (not found)"));
    assertTrue(refuse(RudeServer.status(503)).endsWith("the server answered 503 (too busy)"));
    assertTrue(refuse(RudeServer.status(403)).endsWith("the server answered 403 (forbidden)"));
    assertTrue(refuse(RudeServer.status(418)).endsWith("the server answered 418"));
  }

  @Test
  void givesUpOnServerThatAnswersNeverOrStopsOrTrickles() throws Exception {
    patience = HASTY;
    try (RudeServer server = new RudeServer(RudeServer.status(404))) {
      assertTrue(refuse(server.never()).contains("nothing came for"));
      assertTrue(refuse(server.silentAfter(file, 50_000)).contains("nothing came for"));
      assertTrue(refuse(server.trickle(file)).contains("nothing came for"));
    }
  }

  /** On a machine that is busy the good answer may stall too, but not the first at its start. */
  @Test
  void goesOnAfterAStall() throws Exception {
    patience = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMillis(5), 3);
    try (RudeServer helper = new RudeServer(RudeServer.status(404))) {
      List<Integer> asked = bring(helper.silentAfter(file, 50_000), RudeServer.good(file));
      assertEquals(List.of(0, 50_000), asked.subList(0, 2));
    }
  }

  @Test
  void tellsThatThereIsNoServer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertEquals(
        "cannot download http://127.0.0.1:%d/file.bin: no connection".formatted(port),
        refusal(URI.create("http://127.0.0.1:%d/file.bin".formatted(port))));
    URI nowhere = URI.create("http://no-such-host.invalid/file.bin");
    assumeTrue(HttpClients.proxy(nowhere, System.getenv()).isEmpty(), "a proxy answers");
    assertEquals(
        "cannot download http://no-such-host.invalid/file.bin: no such host, or no network",
        refusal(nowhere));
  }

  @Test
  void tellsThatTheServerHangsUp() throws Exception {
    String message = refuse((from, out) -> out.close());
    assertTrue(message.endsWith("/file.bin: the connection broke off"), message);
  }

  @Test
  void tellsThatItCannotWrite() throws Exception {
    Files.writeString(folder.resolve("taken"), "a file in place of the folder");
    try (RudeServer server = new RudeServer(RudeServer.good(file))) {
      Download download =
          new Download(remote(server.address()), folder.resolve("taken/file.bin"), patience);
      String message =
          assertThrows(IOException.class, () -> download.run(Progress.silent())).getMessage();
      assertTrue(message.contains("cannot write"), message);
      assertEquals(List.of(), server.asked());
    }
  }

  @Test
  void tellsThatTheDiskIsFull() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no such device");
    Files.createSymbolicLink(part(), full);
    String message = refuse(RudeServer.good(file));
    assertTrue(message.endsWith("No space left on device"), message);
    Files.delete(part());
  }

  @Test
  void twoAtOnceDownloadOnce() throws Exception {
    Listener listener = new Listener();
    Answerer slow =
        (from, out) -> {
          while (listener.said.isEmpty()) {
            Thread.sleep(5);
          }
          RudeServer.good(file).answer(from, out);
        };
    try (RudeServer server = new RudeServer(slow)) {
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> run(server, listener));
      run(server, listener);
      other.join();
      assertEquals(List.of(0), server.asked());
    }
    assertWhole();
    assertEquals(1, listener.said.size());
    assertTrue(listener.said.get(0).contains("another run"));
  }

  @Test
  void stopsWhenInterruptedAndKeepsWhatItHas() throws Exception {
    try (RudeServer helper = new RudeServer(RudeServer.status(404));
        RudeServer server = new RudeServer(helper.silentAfter(file, 50_000))) {
      Download download = download(server.address());
      Thread main = Thread.currentThread();
      CompletableFuture.runAsync(
          () -> {
            while (part().toFile().length() < 50_000) {
              Thread.onSpinWait();
            }
            main.interrupt();
          });
      assertThrows(InterruptedException.class, () -> download.run(Progress.silent()));
    }
    assertArrayEquals(Arrays.copyOf(file, 50_000), Files.readAllBytes(part()));
    assertEquals(List.of(50_000), bring(RudeServer.good(file)));
  }

  private List<Integer> bring(Answerer... answers) throws Exception {
    try (RudeServer server = new RudeServer(answers)) {
      download(server.address()).run(Progress.silent());
      assertWhole();
      return server.asked();
    }
  }

  private String refuse(Answerer... answers) throws IOException {
    try (RudeServer server = new RudeServer(answers)) {
      return refusal(server.address());
    }
  }

  private String refusal(URI address) {
    Download download = download(address);
    String message =
        assertThrows(IOException.class, () -> download.run(Progress.silent())).getMessage();
    assertFalse(Files.exists(folder.resolve("file.bin")));
    assertFalse(message.contains("\n"), message);
    return message;
  }

  private void run(RudeServer server, Progress progress) {
    try {
      download(server.address()).run(progress);
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private Download download(URI address) {
    return new Download(remote(address), folder.resolve("file.bin"), patience);
  }

  private RemoteFile remote(URI address) {
    return new RemoteFile(address, file.length, sha256(file));
  }

  private Path part() {
    return folder.resolve("file.bin.part");
  }

  private void assertWhole() throws IOException {
    assertArrayEquals(file, Files.readAllBytes(folder.resolve("file.bin")));
    assertFalse(Files.exists(part()));
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
