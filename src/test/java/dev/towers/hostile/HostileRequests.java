package dev.towers.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** HTTP requests that were made to do harm, a kind for each of {@link Kind}. */
public final class HostileRequests {
  private static final int MOST_DRIBBLES = 400;
  private static final int DRIBBLE_MILLIS = 20;

  private final URI model;
  private final List<byte[]> images;

  /** What is wrong with a request, and the status of the answer; 0 where none is waited for. */
  public enum Kind {
    BROKEN_JSON(400),
    DEEP_JSON(400),
    BROKEN_BASE64(400),
    MANY_IMAGES(400),
    BROKEN_IMAGE(400),
    IMAGE_BOMB(400),
    LONG_HEADER(431),
    MANY_HEADERS(431),
    SLOW_HEADERS(408),
    SLOW_BODY(408),
    NO_BODY(408),
    LONG_BODY(413),
    WRONG_LENGTH(400),
    WRONG_CHUNKS(400),
    WRONG_METHOD(400),
    NOISE(400),
    HANGS_UP(0),
    DOES_NOT_LISTEN(0);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /**
     * Whether an answer is as it should be. What is broken at random may be right, what is long may
     * be slow, and a server that has too much to do may say so.
     */
    public boolean expects(int code) {
      boolean random = this == BROKEN_JSON || this == BROKEN_IMAGE;
      return isOwn(code) || code == 408 || code == 503 || random && code == 200;
    }

    /** Whether an answer tells what is wrong with the request. */
    public boolean isOwn(int code) {
      return code == status;
    }
  }

  /**
   * @param model where it is asked, such as {@code http://127.0.0.1:8501/v1/models/net:predict}
   */
  public HostileRequests(URI model) throws IOException {
    this.model = model;
    images = EncodedSamples.pngAndJpeg(20, 20);
    images.addAll(EncodedSamples.gifAndBmp(20, 20));
  }

  /** Sends a request; returns the status of the answer, where one came. */
  public OptionalInt send(Kind kind, Random random) throws IOException {
    try (Socket socket = new Socket(model.getHost(), model.getPort())) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      try {
        send(kind, random, socket, out);
        out.flush();
      } catch (IOException e) {
        // The server has hung up, and may have said why before.
      }
      return kind.status == 0 ? OptionalInt.empty() : status(socket.getInputStream());
    }
  }

  private void send(Kind kind, Random random, Socket socket, OutputStream out) throws IOException {
    byte[] image = images.get(random.nextInt(images.size()));
    switch (kind) {
      case BROKEN_JSON -> post(out, Mutation.of(question(image), 200, random));
      case DEEP_JSON -> post(out, text("{\"instances\": " + "[".repeat(100_000)));
      case BROKEN_BASE64 -> post(out, text(question("=a*b\\u0000".repeat(1 + random.nextInt(99)))));
      case MANY_IMAGES -> post(out, text(rows("{\"b64\": \"\"},".repeat(100_000) + "1")));
      case BROKEN_IMAGE -> post(out, question(EncodedSamples.damaged(images, random)));
      case IMAGE_BOMB ->
          post(
              out,
              question(EncodedSamples.png("IHDR", EncodedSamples.pngHeader(50_000, 50_000, 2))));
      case LONG_HEADER -> write(out, head("POST") + "X: " + "x".repeat(1_000_000));
      case MANY_HEADERS -> write(out, head("POST") + "X: x\r\n".repeat(100_000));
      case SLOW_HEADERS -> dribble(out, head("POST") + "X: " + "x".repeat(MOST_DRIBBLES));
      case SLOW_BODY -> {
        write(out, head("POST") + "Content-Length: 60000000\r\n\r\n");
        dribble(out, "[".repeat(MOST_DRIBBLES));
      }
      case NO_BODY -> write(out, head("POST") + "Content-Length: 60000000\r\n\r\n");
      case LONG_BODY -> {
        write(out, head("POST") + "Transfer-Encoding: chunked\r\n\r\n");
        String chunk = "100000\r\n" + " ".repeat(1 << 20) + "\r\n";
        for (int i = 0; i < 200; i++) {
          write(out, chunk);
        }
      }
      case WRONG_LENGTH ->
          write(
              out,
              head("POST")
                  + List.of("Content-Length: -1", "Content-Length: x", "Content-Length: 1, 2")
                      .get(random.nextInt(3))
                  + "\r\n\r\n{}");
      case WRONG_CHUNKS ->
          write(out, head("POST") + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n-1\r\n");
      case WRONG_METHOD ->
          write(
              out,
              head(
                      List.of("PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "x")
                          .get(random.nextInt(6)))
                  + "Content-Length: 0\r\n\r\n");
      case NOISE -> {
        byte[] noise = new byte[1 + random.nextInt(5_000)];
        random.nextBytes(noise);
        out.write(noise);
        socket.shutdownOutput();
      }
      case HANGS_UP -> {
        byte[] question = question(image);
        write(out, head("POST") + "Content-Length: %d\r\n\r\n".formatted(question.length));
        out.write(question, 0, random.nextInt(question.length));
        socket.setSoLinger(true, 0);
      }
      case DOES_NOT_LISTEN -> {
        socket.setReceiveBufferSize(1);
        String encoded = "{\"b64\": \"%s\"}".formatted(base64(images.get(0)));
        post(out, text(rows((encoded + ",").repeat(199) + encoded)));
      }
    }
  }

  private void post(OutputStream out, byte[] body) throws IOException {
    write(out, head("POST") + "Content-Length: %d\r\n\r\n".formatted(body.length));
    out.write(body);
  }

  private String head(String method) {
    return "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n"
        .formatted(method, model.getPath(), model.getAuthority());
  }

  private static byte[] question(byte[] image) {
    return text(question(base64(image)));
  }

  private static String question(String base64) {
    return rows("{\"b64\": \"%s\"}".formatted(base64));
  }

  private static String rows(String rows) {
    return "{\"signature_name\": \"serving_files\", \"instances\": [%s]}".formatted(rows);
  }

  private static String base64(byte[] image) {
    return Base64.getEncoder().encodeToString(image);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text(text));
  }

  /** Never silent, and never done. */
  private static void dribble(OutputStream out, String text) throws IOException {
    try {
      for (byte one : text(text)) {
        out.write(one);
        out.flush();
        Thread.sleep(DRIBBLE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static OptionalInt status(InputStream in) {
    try {
      String line = new String(in.readNBytes("HTTP/1.1 400".length()), StandardCharsets.UTF_8);
      in.skip(Long.MAX_VALUE);
      return line.matches("HTTP/1\\.1 [0-9]{3}")
          ? OptionalInt.of(Integer.parseInt(line.substring(9)))
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty(); // it was cut off
    }
  }
}
