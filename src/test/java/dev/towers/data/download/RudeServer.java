package dev.towers.data.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * An HTTP server that gives each request the next of its answers, well-mannered or not, and hangs
 * up. After the last answer it goes on with that.
 */
public final class RudeServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Answers one request for the bytes from {@code from} on. */
  public interface Answerer {
    void answer(int from, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Deque<Answerer> answers;
  private final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> paths = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closed = new CountDownLatch(1);

  public RudeServer(Answerer... answers) throws IOException {
    this.answers = new ArrayDeque<>(List.of(answers));
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/file.bin");
  }

  /** The first byte that each request asked for. */
  public List<Integer> asked() {
    return List.copyOf(asked);
  }

  /** The path that each request was for. */
  public List<String> paths() {
    return List.copyOf(paths);
  }

  /** All the bytes that are asked for. */
  public static Answerer good(byte[] file) {
    return upTo(file, file.length);
  }

  /**
   * Breaks off before byte {@code end} of the file, when the client has written all before it to
   * its part: Java's drops what it has received and not yet passed on when it sees the end.
   */
  static Answerer cut(byte[] file, int end, Path part) {
    return (from, out) -> {
      int middle = (from + end) / 2; // to tell a part that begins anew from one that is left
      upTo(file, middle).answer(from, out);
      awaitLength(part, middle);
      out.write(file, middle, end - middle);
      awaitLength(part, end);
    };
  }

  private static void awaitLength(Path part, int length) throws InterruptedException {
    long start = System.nanoTime();
    while (part.toFile().length() != length && System.nanoTime() - start < PATIENCE.toNanos()) {
      Thread.sleep(1);
    }
  }

  /** The bytes before byte {@code end}, though more are promised. */
  private static Answerer upTo(byte[] file, int end) {
    return (from, out) -> {
      int length = file.length - from;
      String range =
          from == 0
              ? "HTTP/1.1 200 OK\r\n"
              : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\n"
                  .formatted(from, file.length - 1, file.length);
      head(out, range + "Content-Length: " + length);
      out.write(file, from, Math.max(0, end - from));
    };
  }

  /** As another that was asked for all the file, whatever was asked. */
  static Answerer ignoringRange(Answerer other) {
    return (from, out) -> other.answer(0, out);
  }

  /** All the file, its end told by hanging up only. */
  static Answerer withoutLength(byte[] file) {
    return (from, out) -> {
      head(out, "HTTP/1.1 200 OK");
      out.write(file);
    };
  }

  /** At most so many of the bytes that are asked for, all of them said. */
  static Answerer inParts(byte[] file, int most) {
    return (from, out) -> {
      int count = Math.min(most, file.length - from);
      head(
          out,
          "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\nContent-Length: %d"
              .formatted(from, from + count - 1, file.length, count));
      out.write(file, from, count);
    };
  }

  /** A page for people, whatever was asked. */
  static Answerer page() {
    return (from, out) -> {
      head(out, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8");
      out.write("<p>Log in".getBytes(StandardCharsets.UTF_8));
    };
  }

  public static Answerer status(int status) {
    return (from, out) -> head(out, "HTTP/1.1 " + status + " No\r\nContent-Length: 0");
  }

  static Answerer redirect(URI to) {
    return (from, out) -> head(out, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + to);
  }

  /** The first {@code end} bytes of the file, and then nothing, without hanging up. */
  Answerer silentAfter(byte[] file, int end) {
    return (from, out) -> {
      upTo(file, end).answer(from, out);
      closed.await();
    };
  }

  /** Nothing at all, without hanging up. */
  public Answerer never() {
    return (from, out) -> closed.await();
  }

  /** A byte now and then. */
  Answerer trickle(byte[] file) {
    return (from, out) -> {
      upTo(file, 0).answer(from, out);
      while (closed.getCount() > 0) {
        out.write(0);
        out.flush();
        Thread.sleep(20);
      }
    };
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }

  private static void head(OutputStream out, String lines) throws IOException {
    String head = lines + "\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      int from = 0;
      String request = in.readLine();
      if (request == null) {
        return;
      }
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.regionMatches(true, 0, "Range: bytes=", 0, 13)) {
          from = Integer.parseInt(line.substring(13, line.length() - 1));
        }
      }
      asked.add(from);
      paths.add(request.split(" ")[1]);
      next().answer(from, client.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // the client hung up, which is its right
    }
  }

  private synchronized Answerer next() {
    return answers.size() > 1 ? answers.poll() : answers.peek();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "rude server");
    thread.setDaemon(true);
    thread.start();
  }
}
