package dev.towers.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.files.Json;
import dev.towers.files.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One host of a cluster. Drivers reach it by HTTP: {@code POST /leases} takes it, {@code PUT
 * /leases/ID} starts its TensorFlow server, {@code POST /leases/ID} says that the driver lives,
 * {@code DELETE /leases/ID} lets it go; {@code GET /health} tells anyone how it is.
 */
public final class Worker implements AutoCloseable {
  static final String FREE = "free";
  private static final String LEASES = "/leases";

  /** No request is larger: an assignment names the servers of a cluster. */
  private static final int BYTES = 1 << 20;

  private static final int OK = 200;
  private static final int BAD = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int FAILED = 500;

  private final WorkerAddress address;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private final Tenancy tenancy;

  /**
   * How a worker is.
   *
   * @param state free or taken
   * @param driver that has it; empty where it is free
   */
  record Health(String state, String driver) {}

  private Worker(WorkerAddress address, HttpServer server, Tenancy tenancy) {
    this.address = address;
    this.server = server;
    this.tenancy = tenancy;
  }

  /**
   * Begins to listen; the caller closes it.
   *
   * @param runtimePort on which its TensorFlow servers listen; 0 for any that is free
   * @param output hears who takes it
   * @throws InputException if nothing can listen at that address
   */
  public static Worker open(WorkerAddress address, int runtimePort, Output output)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
    } catch (SocketException e) {
      throw InputException.about(
          e,
          "%s: cannot listen on %s: %s; is another worker there, or is it no address of this host?",
          WorkerAddress.CLUSTER,
          address,
          Reason.of(e));
    }
    Tenancy tenancy = new Tenancy(runtimePort, output, System::nanoTime);
    Worker worker = new Worker(address, server, tenancy);
    server.setExecutor(worker.threads);
    server.createContext("/health", worker::tellHealth);
    server.createContext(LEASES, worker::serve);
    server.start();
    worker.watch.scheduleWithFixedDelay(worker.tenancy::endSilent, 1, 1, TimeUnit.SECONDS);
    return worker;
  }

  /** Where it is reached. */
  public WorkerAddress address() {
    return address;
  }

  private void tellHealth(HttpExchange exchange) throws IOException {
    String driver = tenancy.driver().orElse("");
    answer(exchange, OK, new Health(driver.isEmpty() ? FREE : "taken", driver));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String lease = path.replaceFirst("^" + LEASES + "/?", "");
    try {
      String body = new String(exchange.getRequestBody().readNBytes(BYTES), StandardCharsets.UTF_8);
      switch (exchange.getRequestMethod() + (lease.isEmpty() ? "" : " lease")) {
        case "POST" -> answer(exchange, OK, tenancy.take(Json.read(body, Claim.class)));
        case "PUT lease" -> {
          tenancy.start(lease, Json.read(body, Assignment.class));
          answer(exchange, OK, Map.of());
        }
        case "POST lease" -> {
          tenancy.renew(lease);
          answer(exchange, OK, Map.of());
        }
        case "DELETE lease" -> {
          tenancy.end(lease);
          answer(exchange, OK, Map.of());
        }
        default -> refuse(exchange, NOT_FOUND, "has no such call");
      }
    } catch (Tenancy.RefusedException e) {
      refuse(exchange, CONFLICT, e.getMessage());
    } catch (JsonProcessingException e) {
      refuse(exchange, BAD, "was asked for what it does not understand");
    } catch (IOException | RuntimeException e) {
      refuse(exchange, FAILED, "failed: " + Reason.of(e));
    }
  }

  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    answer(exchange, status, Map.of("error", reason));
  }

  private static void answer(HttpExchange exchange, int status, Object value) throws IOException {
    byte[] body = (Json.line(value) + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    watch.shutdownNow();
    threads.shutdownNow();
    tenancy.close();
  }
}
