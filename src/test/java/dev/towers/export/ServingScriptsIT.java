package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts around TensorFlow Serving, which need bash and curl, and no server. */
@DisabledOnOs(OS.WINDOWS)
class ServingScriptsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS_MAX = 60;

  @TempDir private Path folder;
  private Path image;

  /** What a script left on its streams. */
  private record Outcome(int exitCode, String out, String err) {}

  /** What a server was sent. */
  private record Received(String method, String path, String type, byte[] body) {}

  /** Longer than a line of base64, and than what fits into a command line. */
  @BeforeEach
  void writeImage() throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    image = Files.write(folder.resolve("image of noise.png"), bytes);
  }

  @Test
  void requestBodyIsWhatTheRestInterfaceTakes() throws Exception {
    Outcome outcome = run("predict-rest", "--body", image.toString());
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertIsRequest(outcome.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void requestIsPostedToTheModel() throws Exception {
    AtomicReference<Received> received = new AtomicReference<>();
    Outcome outcome = postTo(received, 200, "{\"predictions\": []}");
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertEquals("{\"predictions\": []}", outcome.out());
    assertEquals("POST", received.get().method());
    assertEquals("/v1/models/some:predict", received.get().path());
    assertEquals("application/json", received.get().type());
    assertIsRequest(received.get().body());
  }

  @Test
  void refusalOfTheServerIsShown() throws Exception {
    Outcome outcome = postTo(new AtomicReference<>(), 400, "{\"error\": \"no image\"}");
    assertTrue(outcome.exitCode() != 0);
    assertEquals("{\"error\": \"no image\"}", outcome.out());
  }

  @Test
  void missingImageIsToldInOneLine() throws Exception {
    Outcome outcome = run("predict-rest", "missing.png");
    assertEquals(2, outcome.exitCode());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("error: there is no file 'missing.png' to read;"));
    assertEquals(1, outcome.err().lines().count());
  }

  @Test
  void serverIsStartedOnTheFolderThatHoldsTheVersions() throws Exception {
    Path base = Files.createDirectories(folder.resolve("net"));
    assertRefused("'%s' holds no version".formatted(base), "serve", base.toString());
    Path version = Files.createDirectories(base.resolve("12"));
    Files.createFile(version.resolve(ModelFolder.MODEL_FILE));
    assertRefused("'%s' is one version".formatted(version), "serve", version.toString());

    Outcome outcome = run("serve", base.toString(), "--dry-run");
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertEquals(
        "docker run --rm --init --publish 127.0.0.1:8501:8501 --publish 127.0.0.1:8500:8500"
            + " --mount type=bind\\,source=%s\\,target=/models/net\\,readonly"
                .formatted(base.toRealPath())
            + " --env MODEL_NAME=net tensorflow/serving",
        outcome.out().strip());
  }

  @Test
  void wrongFolderIsToldInOneLine() throws Exception {
    assertRefused("name the folder to serve", "serve");
    assertRefused("there is no folder 'missing'", "serve", "missing");
    assertRefused("there is no option --detach", "serve", "--detach");
  }

  /** The contract: TensorFlow Serving's api_rest.md, "Predict API" and "Encoding binary values". */
  private void assertIsRequest(byte[] body) throws IOException {
    JsonNode request = JSON.readTree(body);
    assertEquals(List.of("signature_name", "instances"), names(request));
    assertEquals(ServingSignature.FILES_KEY, request.get("signature_name").asText());
    assertEquals(1, request.get("instances").size());
    JsonNode instance = request.get("instances").get(0);
    assertEquals(List.of(ServingSignature.FILES), names(instance));
    assertEquals(List.of("b64"), names(instance.get(ServingSignature.FILES)));
    assertArrayEquals(
        Files.readAllBytes(image), instance.get(ServingSignature.FILES).get("b64").binaryValue());
  }

  private static void assertRefused(String reason, String... command) throws Exception {
    Outcome outcome = run(command);
    assertEquals(2, outcome.exitCode());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("error: " + reason), outcome::err);
    assertEquals(1, outcome.err().lines().count());
  }

  private Outcome postTo(AtomicReference<Received> received, int code, String answer)
      throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.set(
              new Received(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  exchange.getRequestBody().readAllBytes()));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(code, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      return run(
          "predict-rest",
          image.toString(),
          "http://127.0.0.1:%d/v1/models/some".formatted(server.getAddress().getPort()));
    } finally {
      server.stop(0);
    }
  }

  private static Outcome run(String... scriptAndArguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(scriptAndArguments));
    command.set(0, Path.of("scripts", command.get(0)).toString());
    Path streams = Files.createTempDirectory("script");
    Path out = streams.resolve("out");
    Path err = streams.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeAll(List.of("http_proxy", "all_proxy", "ALL_PROXY"));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running after %d s: %s".formatted(SECONDS_MAX, command));
    }
    Outcome outcome =
        new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    Files.delete(streams);
    return outcome;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
