package dev.towers.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.Output;
import dev.towers.export.PublishedModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** A small model behind a server in this process, and a client of it. */
final class Served implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ModelServer server;

  /** What came back. */
  record Answer(int status, JsonNode json, HttpHeaders headers) {
    String error() {
      return json.get("error").asText();
    }
  }

  private Served(ModelServer server) {
    this.server = server;
  }

  /** On a free port, in the folder {@code model/1}; the caller closes it. */
  static Served open(Path folder, Limits limits) throws IOException {
    Path version = PublishedModel.train(1, folder).folder();
    ServedModel model = ServedModel.open(version.getParent());
    return new Served(ModelServer.open(model, "127.0.0.1", 0, limits, Output.silent()));
  }

  URI uri() {
    return server.uri();
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Asks about an image file. */
  Answer ask(byte[] file) throws IOException, InterruptedException {
    return post("v1/models/model:predict", question(file));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri().resolve("/" + path)).timeout(Duration.ofSeconds(30));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Answer(
        response.statusCode(),
        type.equals("application/json") ? JSON.readTree(response.body()) : null,
        response.headers());
  }

  static String question(byte[] file) {
    return "{\"signature_name\": \"serving_files\", \"instances\": [{\"image_bytes\": {\"b64\": \"%s\"}}]}"
        .formatted(Base64.getEncoder().encodeToString(file));
  }

  @Override
  public void close() {
    server.close();
  }
}
