package dev.towers.serve;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.SettingName;
import dev.towers.files.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server of one model, which answers from its opening until it is stopped. */
public final class ModelServer implements AutoCloseable {
  /** The setting that names where to listen. */
  public static final SettingName HOST = new SettingName("host");

  /** The setting that names the port; 0 takes a free one. */
  public static final SettingName PORT = new SettingName("port");

  /** A percent sign may be part of a model's name, which is looked up nowhere. */
  private static final UriCompliance ANY_NAME =
      UriCompliance.DEFAULT.with("ANY_NAME", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

  private static final long STOP_MILLIS = 10_000;
  private static final int SPARE_THREADS = 16;
  private static final String LONG_LOOPBACK = "0:0:0:0:0:0:0:1";

  private final Server server;
  private final ServerConnector connector;
  private final ServedModel model;
  private final Answerer answerer;
  private final InetAddress address;

  private ModelServer(ServedModel model, InetAddress address, int port, Limits limits, Output out) {
    this.model = model;
    this.address = address;
    answerer = new Answerer(model.classifier(), limits);
    QueuedThreadPool threads = new QueuedThreadPool(limits.requests() + SPARE_THREADS);
    threads.setName("serve");
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http(limits)));
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(limits.silence().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    RestApi api = new RestApi(model, answerer, limits, out);
    Callers callers = new Callers(address.isLoopbackAddress());
    Page page = new Page(Facts.forPage(model, limits));
    RequestHandler handler = new RequestHandler(callers, page, api, limits);
    SlowConnections watched =
        new SlowConnections(new GracefulHandler(handler), limits, connector.getScheduler());
    connector.addBean(watched, false);
    server.setHandler(watched);
    server.setErrorHandler(new JsonErrors());
    server.setStopTimeout(STOP_MILLIS);
  }

  private static HttpConfiguration http(Limits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(limits.headerBytes());
    http.setSendServerVersion(false);
    http.setUriCompliance(ANY_NAME);
    return http;
  }

  /**
   * Starts to answer; the caller closes it.
   *
   * @param model which is closed with the server
   * @param host a name or an address of this machine
   * @param port 0 for a free one
   * @param out where failures are told
   * @throws InputException if there is no such address, or if the port is taken
   */
  public static ModelServer open(
      ServedModel model, String host, int port, Limits limits, Output out) throws IOException {
    ModelServer opened;
    try {
      opened = new ModelServer(model, address(host), port, limits, out);
    } catch (IOException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
    try {
      opened.server.start();
      return opened;
    } catch (IOException e) {
      opened.close();
      throw InputException.about(
          e,
          "%s %d: expected a free port, found one that cannot be had on %s (%s); stop the program that"
              + " has it, or give another",
          PORT,
          port,
          host,
          Reason.of(e.getCause() == null ? e : e.getCause()));
    } catch (Exception e) {
      opened.close();
      throw new IllegalStateException(e);
    }
  }

  private static InetAddress address(String host) throws IOException {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
    } catch (UnknownHostException e) {
      // Told below, as what is known and is not of this machine.
    }
    throw InputException.about(
        "%s: expected a name or an address of this machine, found '%s'; 127.0.0.1 is for this machine"
            + " alone, 0.0.0.0 for all that reach it",
        HOST, host);
  }

  /** Whether it answers this machine alone. */
  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /** Where the page is; the calls are below it. */
  public URI uri() {
    String host = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
    String literal =
        host.contains(":") ? "[%s]".formatted(host.replace(LONG_LOOPBACK, "::1")) : host;
    return URI.create("http://%s:%d/".formatted(literal, connector.getLocalPort()));
  }

  /** Where the model is asked. */
  public URI predictUri() {
    String name = URLEncoder.encode(model.name(), StandardCharsets.UTF_8).replace("+", "%20");
    return uri().resolve("/v1/models/%s:predict".formatted(name));
  }

  /**
   * Takes no more requests, answers those that it has, but not for ever, and closes the model; one
   * that is still at work then goes with the process.
   */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // Some request did not end in time: no one waits for it any more.
    }
    try {
      if (answerer.close(STOP_MILLIS)) {
        model.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
