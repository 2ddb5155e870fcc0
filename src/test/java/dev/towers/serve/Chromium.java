package dev.towers.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A page in Chromium without a window, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages;
  private final Set<String> loaded = new HashSet<>();
  private int calls;

  private Chromium(Process process, WebSocket socket, BlockingQueue<JsonNode> messages) {
    this.process = process;
    this.socket = socket;
    this.messages = messages;
  }

  /**
   * Opens a page; the caller closes it.
   *
   * @param folder for what the browser keeps
   */
  static Chromium open(Path program, Path folder, URI page) throws Exception {
    Chromium chromium = start(program, folder);
    try {
      chromium.load(page);
      return chromium;
    } catch (Exception | Error e) {
      chromium.close();
      throw e;
    }
  }

  private static Chromium start(Path program, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      int port = awaitPort(folder.resolve("DevToolsActivePort"), process);
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/json/new?about:blank".formatted(port)))
              .method("PUT", HttpRequest.BodyPublishers.noBody())
              .build();
      JsonNode target =
          JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
      BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create(target.get("webSocketDebuggerUrl").asText()), new Listener(messages))
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new Chromium(process, socket, messages);
    } catch (Exception | Error e) {
      end(process);
      throw e;
    }
  }

  private static int awaitPort(Path file, Process process) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() > 1) {
        return Integer.parseInt(lines.get(0));
      }
      Thread.sleep(50);
    }
    throw new IOException("Chromium does not come up");
  }

  /** Puts the parts of messages together. */
  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> messages;
    private final StringBuilder parts = new StringBuilder();

    Listener(BlockingQueue<JsonNode> messages) {
      this.messages = messages;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        try {
          messages.add(JSON.readTree(parts.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  /**
   * Goes to a page and waits until it is loaded: while one page takes another's place there is
   * nothing in which an expression could be evaluated.
   */
  private void load(URI page) throws Exception {
    call("Page.enable", Map.of());
    call("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
    JsonNode result = call("Page.navigate", Map.of("url", page.toString()));
    if (result.has("errorText")) {
      throw new IOException("%s: %s".formatted(page, result.get("errorText").asText()));
    }
    while (!loaded.contains(result.get("loaderId").asText())) {
      next("load");
    }
  }

  /** Calls a method of the protocol; what the browser tells besides is passed over. */
  JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    int id = ++calls;
    String text = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(text, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    while (true) {
      JsonNode message = next(method);
      if (message.path("id").asInt() == id) {
        if (message.has("error")) {
          throw new IOException("%s: %s".formatted(method, message));
        }
        return message.get("result");
      }
    }
  }

  private JsonNode next(String waiting) throws Exception {
    JsonNode message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException(waiting + ": the browser says nothing");
    }
    JsonNode parameters = message.path("params");
    if (parameters.path("name").asText().equals("load")) {
      loaded.add(parameters.get("loaderId").asText());
    }
    return message;
  }

  /** The value of an expression of JavaScript. */
  JsonNode evaluate(String expression) throws Exception {
    return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
        .get("result")
        .path("value");
  }

  /** Waits until an expression is true. */
  void await(String expression) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!evaluate(expression).asBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "not so: %s; the page: %s"
                .formatted(expression, evaluate("document.body.innerText").asText()));
      }
      Thread.sleep(50);
    }
  }

  /** Drops files on an element. */
  void drop(String selector, List<Path> files) throws Exception {
    JsonNode middle =
        evaluate(
            "(box => ({x: box.x + box.width / 2, y: box.y + box.height / 2}))(document.querySelector('%s').getBoundingClientRect())"
                .formatted(selector));
    Map<String, ?> data =
        Map.of(
            "items", List.of(),
            "files", files.stream().map(Path::toString).toList(),
            "dragOperationsMask", 1);
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      call(
          "Input.dispatchDragEvent",
          Map.of("type", type, "x", middle.get("x"), "y", middle.get("y"), "data", data));
    }
  }

  @Override
  public void close() {
    socket.abort();
    end(process);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
