package dev.towers.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.data.source.RandomImages;
import dev.towers.export.SavedModelClassifier;
import dev.towers.files.UserPath;
import dev.towers.hostile.EncodedSamples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole server on a free port of this machine, over the network. */
@Timeout(60)
class ModelServerTest {
  private static final String PREDICT = "v1/models/model:predict";

  @TempDir private static Path folder;
  @AutoClose private static Served served;
  private static List<byte[]> files;

  @BeforeAll
  static void open() throws IOException {
    served = Served.open(folder, Limits.usual());
    files = new ArrayList<>(EncodedSamples.pngAndJpeg(40, 30));
    files.addAll(EncodedSamples.gifAndBmp(20, 20).subList(0, 1));
  }

  @Test
  void filesGetTheAnswerOfPredict() throws Exception {
    try (SavedModelClassifier classifier = SavedModelClassifier.open(folder.resolve("model"))) {
      for (byte[] file : files) {
        JsonNode answer = served.ask(file).json().get("predictions").get(0);
        var expected = classifier.predict(List.of(file)).get(0);
        assertEquals(expected.best().label(), answer.get("classes").asInt());
        assertEquals(
            expected.best().className(),
            answer.get("class_names").get(expected.best().label()).asText());
        for (var candidate : expected.candidates()) {
          assertEquals(
              candidate.probability(),
              answer.get("probabilities").get(candidate.label()).floatValue());
        }
      }
    }
  }

  @Test
  void columnsHaveTheNumbersOfRows() throws Exception {
    List<String> encoded =
        files.stream()
            .map(file -> "{\"b64\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(file)))
            .toList();
    String body = "{\"signature_name\": \"serving_files\", \"%s\": %s}";
    JsonNode rows =
        served.post(PREDICT, body.formatted("instances", encoded)).json().get("predictions");
    JsonNode columns =
        served
            .post("v1/models/model/versions/1:predict", body.formatted("inputs", encoded))
            .json()
            .get("outputs");
    assertEquals(files.size(), rows.size());
    for (String output : List.of("classes", "probabilities", "class_names")) {
      assertEquals(files.size(), columns.get(output).size());
      for (int i = 0; i < files.size(); i++) {
        assertEquals(rows.get(i).get(output), columns.get(output).get(i));
      }
    }
  }

  @Test
  void pixelsAreAnsweredInBatches() throws Exception {
    int count = 70;
    byte[] pixels = RandomImages.batch(count, 3).pixels();
    int[][][][] images = new int[count][32][32][3];
    for (int i = 0; i < pixels.length; i++) {
      images[i / 3072][i / 96 % 32][i / 3 % 32][i % 3] = pixels[i] & 0xff;
    }
    String body = "{\"instances\": %s}".formatted(new ObjectMapper().writeValueAsString(images));
    JsonNode all = served.post(PREDICT, body).json().get("predictions");
    assertEquals(count, all.size());
    String last =
        "{\"instances\": [%s]}".formatted(new ObjectMapper().writeValueAsString(images[69]));
    JsonNode alone = served.post(PREDICT, last).json().get("predictions").get(0);
    for (int label = 0; label < 10; label++) {
      assertEquals(
          alone.get("probabilities").get(label).asDouble(),
          all.get(69).get("probabilities").get(label).asDouble(),
          1e-6);
    }
  }

  @Test
  void statusAndMetadataAreThoseOfTensorFlowServing() throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode status =
        json.readTree(
            "{\"model_version_status\": [{\"version\": \"1\", \"state\": \"AVAILABLE\","
                + " \"status\": {\"error_code\": \"OK\", \"error_message\": \"\"}}]}");
    assertEquals(status, served.get("v1/models/model").json());
    assertEquals(status, served.get("v1/models/model/versions/1").json());
    JsonNode metadata = served.get("v1/models/model/metadata").json();
    assertEquals(
        json.readTree("{\"name\": \"model\", \"signature_name\": \"\", \"version\": \"1\"}"),
        metadata.get("model_spec"));
    JsonNode signature =
        metadata.get("metadata").get("signature_def").get("signature_def").get("serving_default");
    assertEquals("tensorflow/serving/predict", signature.get("method_name").asText());
    assertEquals("DT_UINT8", signature.get("inputs").get("images").get("dtype").asText());
    JsonNode shape = signature.get("inputs").get("images").get("tensor_shape");
    assertEquals(
        "[\"-1\", \"32\", \"32\", \"3\"]",
        shape.findValuesAsText("size").stream()
            .map(size -> "\"" + size + "\"")
            .toList()
            .toString());
    assertEquals(false, shape.get("unknown_rank").asBoolean());
  }

  /** Whose body comes later than its headers, so that the refusal might be there before it. */
  @Test
  void aConnectionOutlivesARefusal() throws Exception {
    try (Socket socket = new Socket(served.uri().getHost(), served.uri().getPort())) {
      socket.setSoTimeout(10_000);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (int i = 0; i < 2; i++) {
        write(socket, "POST /v1/models/foo:predict HTTP/1.1\r\nHost: localhost\r\n");
        write(socket, "Content-Length: 2\r\n\r\n");
        Thread.sleep(300);
        write(socket, "{}");
        assertEquals("HTTP/1.1 404 Not Found", in.readLine());
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          if (line.startsWith("Content-Length: ")) {
            length = Integer.parseInt(line.substring("Content-Length: ".length()));
          }
        }
        char[] body = new char[length];
        assertEquals(length, in.read(body));
        assertTrue(new String(body).contains("Servable not found"), new String(body));
      }
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Test
  void othersAreNotFound() throws Exception {
    assertError(404, "Servable not found for request: Latest(foo)", "v1/models/foo:predict");
    assertError(
        404,
        "Servable not found for request: Specific(model, 7)",
        "v1/models/model/versions/7:predict");
    assertError(
        400,
        "Failed to convert version: 18446744073709551615 to numeric.",
        "v1/models/model/versions/18446744073709551615:predict");
    assertError(400, "Unrecognized servable version label: x", "v1/models/model/labels/x:predict");
    assertError(400, "Expected regression signature", "v1/models/model:regress");
    assertEquals("Could not find any versions of model foo", served.get("v1/models/foo").error());
    assertEquals(
        "Could not find version 7 of model model",
        served.get("v1/models/model/versions/7").error());
    assertEquals("Missing model name in request.", served.get("v1/models").error());
    assertEquals(404, served.get("nothing").status());
  }

  @Test
  void imagesAreRefusedInTheWordsOfPredict() throws Exception {
    byte[] bomb = EncodedSamples.png("IHDR", EncodedSamples.pngHeader(50_000, 50_000, 2));
    assertEquals(
        "image 0: expected an image of at most 45,000,000 pixels, found 50000 x 50000; make it"
            + " smaller",
        served.ask(bomb).error());
    byte[] cut = Arrays.copyOf(files.get(7), files.get(7).length / 2);
    assertEquals(400, served.ask(cut).status());
    assertTrue(served.ask("no image".getBytes()).error().contains("found another file"));
    assertEquals(200, served.ask(files.get(0)).status());
  }

  @Test
  void pageComesWithAStrictPolicyAndAllThatItNeeds() throws Exception {
    for (String file : List.of("", "page.css", "page.js", "icon.svg", "model.json")) {
      Served.Answer answer = served.get(file);
      assertEquals(200, answer.status(), file);
      String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
    }
    JsonNode model = served.get("model.json").json();
    assertEquals(32, model.get("height").asInt());
    assertEquals(10, model.get("class_names").size());
    assertEquals(405, served.post("", "x").status());
  }

  @Test
  void pagesElsewhereAreRefused() throws Exception {
    HttpRequest.Builder foreign =
        served
            .request(PREDICT)
            .header("Origin", "http://evil.example")
            .POST(HttpRequest.BodyPublishers.ofString(Served.question(files.get(0))));
    assertEquals(403, served.send(foreign).status());
    HttpRequest.Builder own =
        served
            .request(PREDICT)
            .header("Origin", "http://" + served.uri().getAuthority())
            .POST(HttpRequest.BodyPublishers.ofString(Served.question(files.get(0))));
    assertEquals(200, served.send(own).status());
  }

  @Test
  void takenPortAndForeignAddressAreTold(@TempDir Path other) throws IOException {
    Path version = Files.createDirectories(other.resolve("7"));
    PathUtils.copyDirectory(folder.resolve("model/1"), version);
    assertRefused(
        "port %d: expected a free port".formatted(served.uri().getPort()),
        other,
        "127.0.0.1",
        served.uri().getPort());
    assertRefused("host: expected a name or an address of this machine", other, "192.0.2.1", 0);
  }

  /** So a machine's own name may lead there, as Debian has it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anyLoopbackAddressIsOfThisMachine() throws Exception {
    ServedModel model = ServedModel.open(folder.resolve("model"));
    try (ModelServer server =
        ModelServer.open(model, "127.0.1.1", 0, Limits.usual(), Output.silent())) {
      HttpRequest.Builder request = HttpRequest.newBuilder(server.uri());
      assertEquals(200, served.send(request).status());
    }
  }

  @Test
  void modelMayHaveAnyName(@TempDir Path other) throws Exception {
    String letter = UserPath.encoding().equals("UTF-8") ? "ü" : "u";
    Path odd = Files.createDirectory(other.resolve("my net+%s%%&'".formatted(letter)));
    PathUtils.copyDirectory(folder.resolve("model/1"), odd);
    ServedModel model = ServedModel.open(odd);
    assertEquals(1, model.version());
    try (ModelServer server =
        ModelServer.open(model, "localhost", 0, Limits.usual(), Output.silent())) {
      assertTrue(server.isLoopback());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server.predictUri())
              .POST(HttpRequest.BodyPublishers.ofString(Served.question(files.get(0))));
      assertEquals(200, served.send(request).status());
    }
  }

  private static void assertRefused(String reason, Path folder, String host, int port)
      throws IOException {
    ServedModel model = ServedModel.open(folder);
    assertEquals(7, model.version());
    InputException refused =
        assertThrows(
            InputException.class,
            () -> ModelServer.open(model, host, port, Limits.usual(), Output.silent()).close());
    assertTrue(refused.getMessage().startsWith(reason), refused.getMessage());
  }

  private static void assertError(int status, String reason, String path) throws Exception {
    Served.Answer answer = served.post(path, Served.question(files.get(0)));
    assertEquals(status, answer.status());
    assertTrue(answer.error().startsWith(reason), answer.error());
  }
}
