package dev.towers.data.download;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Clients that go through the proxy that the environment names, as other programs do. */
final class HttpClients {
  private static final String NONE = "";

  private HttpClients() {}

  /**
   * A client for one address. Proxies come from {@code https_proxy}, {@code http_proxy}, {@code
   * all_proxy} and {@code no_proxy}, in small letters or capitals; Java's own properties count
   * where these are not set. What is on this machine is reached without one.
   *
   * @throws IOException if the environment names a proxy that cannot be used
   */
  static HttpClient open(URI address, Patience patience, Map<String, String> environment)
      throws IOException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience.connect());
    Optional<URI> proxy = proxy(address, environment);
    if (proxy.isPresent()) {
      URI uri = proxy.get();
      int port = uri.getPort() > 0 ? uri.getPort() : 80;
      client.proxy(ProxySelector.of(new InetSocketAddress(uri.getHost(), port)));
      if (uri.getRawUserInfo() != null) {
        // Java otherwise sends no password of this kind to the proxy of an https address.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", NONE);
        client.authenticator(authenticator(uri.getRawUserInfo().split(":", 2)));
      }
    }
    return client.build();
  }

  /** The proxy for an address; nothing where it is to be reached without. */
  static Optional<URI> proxy(URI address, Map<String, String> environment) throws IOException {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    String name =
        Stream.of(scheme + "_proxy", "all_proxy")
            .flatMap(lower -> Stream.of(lower, lower.toUpperCase(Locale.ROOT)))
            .filter(variable -> !environment.getOrDefault(variable, NONE).isBlank())
            .findFirst()
            .orElse(NONE);
    String exceptions =
        environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", NONE));
    boolean here = address.getHost().matches("localhost|127\\..*|\\[::1]");
    if (name.isEmpty() || here || isExcepted(address.getHost(), exceptions)) {
      return Optional.empty();
    }
    String text = environment.get(name).trim();
    try {
      URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
      if (proxy.getHost() != null && proxy.getScheme().equalsIgnoreCase("http")) {
        return Optional.of(proxy);
      }
    } catch (IllegalArgumentException e) {
      // told below, without the password that may be in it
    }
    throw new IOException(
        "the variable %s names no proxy like http://user:password@host:port".formatted(name));
  }

  /** Hosts and domains, with commas between them; an asterisk is all. */
  private static boolean isExcepted(String host, String exceptions) {
    return Arrays.stream(exceptions.split("[,\\s]+"))
        .map(exception -> exception.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", ""))
        .filter(exception -> !exception.isEmpty())
        .anyMatch(
            exception ->
                exception.equals("*")
                    || host.equalsIgnoreCase(exception)
                    || host.toLowerCase(Locale.ROOT)
                        .endsWith("." + exception.toLowerCase(Locale.ROOT)));
  }

  private static Authenticator authenticator(String[] userAndPassword) {
    String user = URLDecoder.decode(userAndPassword[0], StandardCharsets.UTF_8);
    String password =
        userAndPassword.length < 2
            ? NONE
            : URLDecoder.decode(userAndPassword[1], StandardCharsets.UTF_8);
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return getRequestorType() == RequestorType.PROXY
            ? new PasswordAuthentication(user, password.toCharArray())
            : null;
      }
    };
  }
}
