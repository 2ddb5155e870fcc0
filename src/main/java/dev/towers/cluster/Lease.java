package dev.towers.cluster;

import dev.towers.Version;
import dev.towers.files.Json;
import dev.towers.files.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A driver's hold on one worker, renewed every second from when it is taken until it is ended. */
final class Lease {
  private static final Duration TO_START = Duration.ofSeconds(120);
  private static final Duration TO_ANSWER = Duration.ofSeconds(5);
  private static final Duration TO_ANSWER_ILL = Duration.ofSeconds(1);
  private static final Duration TO_CONNECT = Duration.ofSeconds(3);
  private static final String HEALTH = "health";

  private final HttpClient client;
  private final WorkerAddress address;
  private final Offer offer;
  private final ScheduledExecutorService renewals = timer("lease");
  private volatile String problem = "";
  private volatile boolean ended;

  private Lease(HttpClient client, WorkerAddress address, Offer offer) {
    this.client = client;
    this.address = address;
    this.offer = offer;
  }

  /** How workers are asked. */
  static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
  }

  /** Runs tasks at their times, and keeps no process alive. */
  static ScheduledExecutorService timer(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Whether a worker is up and no one has it. */
  static CompletableFuture<Boolean> isFree(HttpClient client, WorkerAddress address) {
    return client
        .sendAsync(
            request(address, "GET", HEALTH, "", TO_ANSWER), HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, failure) ->
                failure == null
                    && Json.parse(response.body()).path("state").asText().equals(Worker.FREE));
  }

  /** The worker is there, and is not for us. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }

  /**
   * Takes a worker.
   *
   * @throws RefusedException if it says no
   * @throws IOException if it does not answer
   */
  static Lease take(HttpClient client, WorkerAddress address, String driver)
      throws IOException, InterruptedException {
    call(client, address, "GET", HEALTH, "", TO_ANSWER); // one that hangs is soon found out
    String answer =
        call(client, address, "POST", "leases", new Claim(driver, Version.number()), TO_START);
    Lease lease = new Lease(client, address, Json.read(answer, Offer.class));
    lease.renewals.scheduleWithFixedDelay(lease::ask, 1, 1, TimeUnit.SECONDS);
    return lease;
  }

  WorkerAddress address() {
    return address;
  }

  Offer offer() {
    return offer;
  }

  /** Where its TensorFlow server will be. */
  String runtime() {
    return address.host() + ":" + offer.port();
  }

  /** Starts its TensorFlow server. */
  void start(Assignment assignment) throws IOException, InterruptedException {
    call(client, address, "PUT", path(), assignment, TO_START);
  }

  /** What was wrong with the worker when it was last heard of; empty where nothing was. */
  String problem() {
    return problem;
  }

  /** Whether the worker has said that it serves us no more. */
  boolean ended() {
    return ended;
  }

  /** Says that we live, and asks what is wrong with the worker; empty where nothing is. */
  CompletableFuture<String> ask() {
    return renew()
        .exceptionallyCompose(
            failure ->
                Reason.brokeOff(failure) // a new connection tells more
                    ? renew()
                    : CompletableFuture.failedFuture(failure))
        .handle(
            (response, failure) -> {
              if (failure != null) {
                return "%s %s".formatted(address, reason(failure));
              }
              if (response.statusCode() == 200) {
                return "";
              }
              ended = true;
              return "%s %s".formatted(address, Json.parse(response.body()).path("error").asText());
            })
        .thenApply(found -> problem = found);
  }

  private CompletableFuture<HttpResponse<String>> renew() {
    return client.sendAsync(
        request(address, "POST", path(), "", TO_ANSWER), HttpResponse.BodyHandlers.ofString());
  }

  /** Lets workers go; that one cannot be reached does not matter: its lease ends by itself. */
  static void end(Collection<Lease> leases) {
    leases.stream().map(Lease::end).toList().forEach(CompletableFuture::join);
  }

  private CompletableFuture<HttpResponse<Void>> end() {
    renewals.shutdownNow();
    Duration patience = problem.isEmpty() ? TO_ANSWER : TO_ANSWER_ILL;
    return client
        .sendAsync(
            request(address, "DELETE", path(), "", patience),
            HttpResponse.BodyHandlers.discarding())
        .exceptionally(failure -> null);
  }

  private String path() {
    return "leases/" + offer.lease();
  }

  /** What became of a call, after the name of the worker. */
  static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof HttpTimeoutException
        ? "does not answer"
        : "cannot be reached: " + Reason.ofExchange(cause);
  }

  private static String call(
      HttpClient client,
      WorkerAddress address,
      String method,
      String path,
      Object body,
      Duration patience)
      throws IOException, InterruptedException {
    HttpRequest request = request(address, method, path, Json.line(body), patience);
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new RefusedException(Json.parse(response.body()).path("error").asText());
    }
    return response.body();
  }

  private static HttpRequest request(
      WorkerAddress address, String method, String path, String body, Duration patience) {
    return HttpRequest.newBuilder(address.uri(path))
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .timeout(patience)
        .build();
  }
}
