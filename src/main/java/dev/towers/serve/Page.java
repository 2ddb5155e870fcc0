package dev.towers.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files of the page, which lie beside this class, and what it asks about the model. */
final class Page {
  private final Map<String, Reply> files;

  Page(Reply model) {
    files =
        Map.of(
            "/", file("page.html", "text/html; charset=utf-8"),
            "/page.css", file("page.css", "text/css; charset=utf-8"),
            "/page.js", file("page.js", "text/javascript; charset=utf-8"),
            "/icon.svg", file("icon.svg", "image/svg+xml"),
            "/model.json", model);
  }

  /**
   * @throws Refusal if there is no such file, or if it is not to be read
   */
  Reply get(String method, String path) {
    Reply file = files.get(path);
    if (file == null) {
      throw new Refusal(404, "Not found: %s %s".formatted(method, path));
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new Refusal(405, "%s takes GET, not %s".formatted(path, method));
    }
    return file;
  }

  private static Reply file(String name, String type) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new Reply(200, type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
