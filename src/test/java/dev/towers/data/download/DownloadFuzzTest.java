package dev.towers.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Progress;
import dev.towers.hostile.Fuzz;
import dev.towers.hostile.Mutation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a server answers, the download brings the file, or tells in one line why not. */
class DownloadFuzzTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(1), 2);
  private static final String[] STATUS_LINES = {
    "HTTP/1.1 200 OK",
    "HTTP/1.1 206 Partial Content",
    "HTTP/1.1 416 No",
    "HTTP/1.1 302 Found",
    "HTTP/1.1 100 Continue",
    "HTTP/1.1 304 Not Modified",
    "HTTP/1.1 401 No",
    "HTTP/1.1 407 No",
    "HTTP/1.1 503 No",
    "HTTP/1.0 200 OK",
    "HTTP/2 200",
    "HTTP/1.1 999999999999 ?",
    "HTTP/1.1 -1",
    ""
  };
  private static final String[] HEADERS = {
    "Content-Length: 3000",
    "Content-Length: 0",
    "Content-Length: -5",
    "Content-Length: 99999999999999999999",
    "Content-Length: many",
    "Content-Range: bytes 1000-2999/3000",
    "Content-Range: bytes 0-2999/3000",
    "Content-Range: bytes 9-1/*",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Content-Encoding: gzip",
    "Location: /file.bin",
    "Location: file:///etc/passwd",
    "Location: http://[",
    "Location: ://",
    "Location:",
    "WWW-Authenticate: Basic",
    "Upgrade: h2c",
    "Connection: Upgrade, close",
    " folded",
    "no colon",
    ": no name",
    "N\u00e4me: \u0001",
  };

  @TempDir private Path temp;
  private final byte[] file = new byte[3_000];
  private Path folder;

  @Test
  void answers() throws Exception {
    new Random(1).nextBytes(file);
    folder = temp.resolve("cache");
    new Fuzz("HTTP answers", IOException.class).run(200, 10, this::download);
    assertEquals(List.of(folder), list(temp));
  }

  private void download(Random random) throws Exception {
    byte[] first = answer(random);
    byte[] second = random.nextBoolean() ? answer(random) : first;
    Path target = folder.resolve("file.bin");
    Files.createDirectories(folder);
    Files.deleteIfExists(target);
    Files.write(folder.resolve("file.bin.part"), Arrays.copyOf(file, random.nextInt(2) * 1_000));
    try (RudeServer server =
        new RudeServer((from, out) -> out.write(first), (from, out) -> out.write(second))) {
      RemoteFile remote = new RemoteFile(server.address(), file.length, sha256(file));
      new Download(remote, target, PATIENCE).run(Progress.silent());
      assertArrayEquals(file, Files.readAllBytes(target));
    } finally {
      for (Path path : list(folder)) {
        assertTrue(path.getFileName().toString().startsWith("file.bin"), path.toString());
        assertTrue(Files.size(path) <= file.length, path + " of " + Files.size(path) + " bytes");
      }
    }
  }

  /** A good answer, a damaged one, or one made of all that is odd. */
  private byte[] answer(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean odd = random.nextInt(3) > 0;
    String lines = odd ? oddHead(random) : STATUS_LINES[0] + "\r\n" + HEADERS[0] + "\r\n";
    out.writeBytes((lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    if (odd && random.nextInt(4) == 0) {
      out.writeBytes("%x;\r\n".formatted(random.nextInt()).getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(file);
    return random.nextBoolean() ? Mutation.of(out.toByteArray(), 80, random) : out.toByteArray();
  }

  private static String oddHead(Random random) {
    StringBuilder head = new StringBuilder(STATUS_LINES[random.nextInt(STATUS_LINES.length)]);
    head.append("\r\n");
    for (int i = random.nextInt(5); i > 0; i--) {
      head.append(HEADERS[random.nextInt(HEADERS.length)]).append("\r\n");
    }
    return head.toString();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
