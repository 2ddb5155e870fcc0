package dev.towers.cli;

import static dev.towers.cli.LoneWorkers.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.hostile.EncodedSamples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar serves a model on a small heap, until a signal ends it. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PREDICT = "predict   ";

  private Path folder;
  private Path image;

  @BeforeAll
  void train(@TempDir Path folder) throws Exception {
    this.folder = folder;
    String training = "--data sample --epochs 1 --batch-size 100 --export nets/my-net";
    assertEquals(0, TrainJar.in(folder).run(training.split(" ")).exitCode());
    image = Files.write(folder.resolve("noise.jpg"), EncodedSamples.pngAndJpeg(60, 40).get(7));
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143, nets/my-net", "INT, 130, nets/my-net/1"})
  void answersAsPredictDoesUntilASignalEndsIt(String signal, int exitCode, String model)
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no signals");
    try (TrainJar.Life life = serve(model)) {
      URI uri = awaitUri(life);
      assertEquals("/v1/models/my-net:predict", uri.getPath());
      JsonNode answer = byScript(image, uri).get("predictions").get(0);
      assertTrue(
          byScript(bomb(), uri).get("error").asText().contains("found 50000 x 50000"),
          "no refusal");
      assertEquals(answer, byScript(image, uri).get("predictions").get(0));
      TrainJar.Outcome predicted =
          TrainJar.in(folder).run("predict", "--model", model, "--json", image.toString());
      JsonNode best = JSON.readTree(predicted.out().get(0)).get("top").get(0);
      assertEquals(best.get("label"), answer.get("classes"));
      assertEquals(
          best.get("probability").floatValue(),
          answer.get("probabilities").get(best.get("label").asInt()).floatValue());

      life.signal(signal);
      TrainJar.Outcome outcome = life.end();
      assertEquals(exitCode, outcome.exitCode(), outcome.err()::toString);
      assertLinesMatch(
          List.of(
              "model     my-net, version 1: 10 classes, images of 32x32x3",
              "page      http://127\\.0\\.0\\.1:\\d+/",
              "predict   http://127\\.0\\.0\\.1:\\d+/v1/models/my-net:predict"),
          outcome.out());
      assertLinesMatch(
          List.of(
              "For trying out; in production let TensorFlow Serving answer\\. Ctrl-C stops\\.",
              "Stopping when what was asked is answered; the same again ends it at once\\."),
          outcome.err());
    }
  }

  @Test
  void whatWasAskedBeforeTheSignalIsAnswered() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no signals");
    String encoded = Base64.getEncoder().encodeToString(Files.readAllBytes(image));
    byte[] body =
        "{\"signature_name\": \"serving_files\", \"instances\": [{\"b64\": \"%s\"}]}"
            .formatted(encoded)
            .getBytes(StandardCharsets.UTF_8);
    try (TrainJar.Life life = serve("nets/my-net")) {
      URI uri = awaitUri(life);
      try (Socket socket = ask(uri, body.length)) {
        InputStream rest = new ByteArrayInputStream(body);
        life.signal("TERM");
        sendUntil(() -> isRefused(uri), rest, socket);
        rest.transferTo(socket.getOutputStream());
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
        assertTrue(answer.contains("\"predictions\""), answer);
      }
      assertEquals(143, life.end().exitCode());
    }
  }

  /** The first would have it wait for the request, or refuse it. */
  @Test
  void theSecondSignalEndsItAtOnce() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no signals");
    try (TrainJar.Life life = serve("nets/my-net");
        Socket socket = ask(awaitUri(life), 10_000)) {
      InputStream body = new ByteArrayInputStream(new byte[10_000]);
      Path err = life.streams().resolve("err");
      life.signal("TERM");
      sendUntil(() -> Files.readString(err).contains("the same again"), body, socket);
      life.signal("TERM");
      assertEquals(143, life.end().exitCode());
      assertEquals(-1, socket.getInputStream().read(), "an answer");
    }
  }

  @Test
  void takenPortIsToldInOneLine() throws Exception {
    try (TrainJar.Life life = serve("nets/my-net")) {
      String port = Integer.toString(awaitUri(life).getPort());
      TrainJar.Outcome second =
          TrainJar.in(folder).run("serve", "--model", "nets/my-net", "--port", port);
      assertEquals(2, second.exitCode());
      assertEquals(1, second.err().size(), second.err()::toString);
      assertTrue(
          second.err().get(0).startsWith("error: --port %s: expected a free port".formatted(port)));
    }
  }

  private TrainJar.Life serve(String model) throws Exception {
    return TrainJar.in(folder)
        .withJavaOptions("-Xmx256m")
        .start("serve", "--model", model, "--port", "0");
  }

  /** A request that the server has taken, and of which it waits for so many bytes. */
  private static Socket ask(URI uri, int bytes) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n";
    String taken = "HTTP/1.1 100 Continue\r\n\r\n";
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.getOutputStream().write(head.formatted(uri.getPath(), bytes).getBytes());
    assertEquals(taken, new String(socket.getInputStream().readNBytes(taken.length())));
    return socket;
  }

  /** A server that stops hangs up on who is silent for a second. */
  private static void sendUntil(Callable<Boolean> event, InputStream bytes, Socket socket)
      throws Exception {
    await(
        () -> {
          boolean come = event.call();
          if (!come) {
            socket.getOutputStream().write(bytes.read());
          }
          return come;
        },
        "it does not stop");
  }

  private static boolean isRefused(URI uri) throws IOException {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }

  private Path bomb() throws Exception {
    return Files.write(
        folder.resolve("bomb.png"),
        EncodedSamples.png("IHDR", EncodedSamples.pngHeader(50_000, 50_000, 2)));
  }

  private static URI awaitUri(TrainJar.Life life) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      for (String line : Files.readAllLines(life.streams().resolve("out"))) {
        if (line.startsWith(PREDICT) && line.endsWith(":predict")) {
          return URI.create(line.substring(PREDICT.length()));
        }
      }
      assertTrue(life.process().isAlive(), "it has ended");
      Thread.sleep(50);
    }
    throw new AssertionError("no server after " + PATIENCE);
  }

  private static JsonNode byScript(Path image, URI uri) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("scripts/predict-rest", image.toString(), uri.toString());
    builder.environment().keySet().removeAll(List.of("http_proxy", "all_proxy", "ALL_PROXY"));
    Process process = builder.start();
    return JSON.readTree(process.getInputStream());
  }
}
