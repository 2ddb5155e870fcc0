package dev.towers.data.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpClientsTest {
  private static final URI FILE = URI.create("https://www.example.org/file");

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy:3128, http://proxy:3128",
    "HTTPS_PROXY, http://proxy:3128/, http://proxy:3128/",
    "all_proxy, proxy:3128, http://proxy:3128",
    "https_proxy, http://me:a%40b@proxy:3128, http://me:a%40b@proxy:3128"
  })
  void comesFromTheEnvironment(String name, String value, URI expected) throws IOException {
    assertEquals(Optional.of(expected), HttpClients.proxy(FILE, Map.of(name, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "www.example.org",
    "example.org",
    ".example.org",
    "*.example.org",
    "'localhost, EXAMPLE.org:443'",
    "*"
  })
  void someHostsAreReachedWithout(String exceptions) throws IOException {
    Map<String, String> environment =
        Map.of("https_proxy", "http://proxy:3128", "no_proxy", exceptions);
    assertEquals(Optional.empty(), HttpClients.proxy(FILE, environment));
  }

  @ParameterizedTest
  @CsvSource({"ample.org", "other.org", "''", "www.example.org.evil"})
  void othersAreNot(String exceptions) throws IOException {
    Map<String, String> environment =
        Map.of("https_proxy", "http://proxy:3128", "no_proxy", exceptions);
    assertTrue(HttpClients.proxy(FILE, environment).isPresent());
  }

  @ParameterizedTest
  @CsvSource({"socks5://proxy:1080", "http://me:secret@:x", "http://me secret@proxy"})
  void whatIsNoProxyIsNamedWithoutItsPassword(String value) {
    IOException e =
        assertThrows(
            IOException.class, () -> HttpClients.proxy(FILE, Map.of("https_proxy", value)));
    assertTrue(e.getMessage().contains("the variable https_proxy"), e.getMessage());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }

  @Test
  void whatIsOnThisMachineNeedsNone() throws IOException {
    for (String host : new String[] {"localhost", "127.0.0.1", "[::1]"}) {
      URI here = URI.create("http://%s:8080/file".formatted(host));
      assertEquals(
          Optional.empty(), HttpClients.proxy(here, Map.of("http_proxy", "http://proxy:3128")));
    }
  }

  @Test
  void anEmptyVariableIsNone() throws IOException {
    assertEquals(Optional.empty(), HttpClients.proxy(FILE, Map.of("https_proxy", "")));
  }

  @Test
  void theProxyIsAskedWithThePasswordThatItWants() throws Exception {
    String expected = "Basic " + Base64.getEncoder().encodeToString("me:a@b".getBytes());
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          boolean known =
              expected.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"test\"");
          byte[] answer = exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 407, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    proxy.start();
    try {
      URI far = URI.create("http://far.invalid/file");
      String address = "http://me:a%40b@localhost:" + proxy.getAddress().getPort();
      String answer =
          HttpClients.open(far, Patience.STANDARD, Map.of("http_proxy", address))
              .send(HttpRequest.newBuilder(far).build(), BodyHandlers.ofString())
              .body();
      assertEquals(far.toString(), answer);
    } finally {
      proxy.stop(0);
    }
  }
}
