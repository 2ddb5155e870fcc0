package dev.towers.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.Recorded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One worker in this process; none of its TensorFlow servers comes to listen. */
class WorkerTest {
  private final HttpClient client = Lease.client();
  private final Recorded told = new Recorded();
  private WorkerAddress address;
  @AutoClose private Worker worker;

  @BeforeEach
  void open() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new WorkerAddress("127.0.0.1", free.getLocalPort());
    }
    worker = Worker.open(address, 0, told);
  }

  @Test
  void oneDriverAfterTheOtherHasIt() throws Exception {
    assertEquals("{\"state\":\"free\",\"driver\":\"\"}\n", ask("GET", "health", "").body());
    Lease first = Lease.take(client, address, "run first");
    assertEquals(
        "{\"state\":\"taken\",\"driver\":\"run first\"}\n", ask("GET", "health", "").body());
    Lease.RefusedException refused =
        assertThrows(Lease.RefusedException.class, () -> Lease.take(client, address, "run second"));
    assertEquals("is taken by run first", refused.getMessage());
    assertEquals("", first.ask().join());
    Lease.end(List.of(first));
    assertTrue(Lease.isFree(client, address).join());

    Lease second = Lease.take(client, address, "run second");
    assertEquals(
        address + " has let this driver go, which was silent for too long", first.ask().join());
    assertEquals("", second.ask().join());
    Lease.end(List.of(second));
    assertEquals(
        List.of("Taken by run first", "Free again", "Taken by run second", "Free again"),
        told.printed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | leases | '' | 404 | has no such call",
        "POST | leases | { | 400 | was asked for what it does not understand",
        "POST | leases | {\"driver\": \"run\", \"version\": \"0\"} | 409 | the driver of 0: start both from",
        "POST | leases/1 | '' | 409 | has let this driver go",
        "PUT | leases/1 | {} | 400 | was asked for what it does not understand"
      })
  void whatIsNotForItIsRefused(String method, String path, String body, int status, String reason)
      throws Exception {
    HttpResponse<String> answer = ask(method, path, body);
    assertEquals(status, answer.statusCode());
    assertTrue(answer.body().contains(reason), answer.body());
    assertEquals(List.of(), told.printed());
  }

  @Test
  void anotherAtItsAddressIsRefused() {
    InputException refused =
        assertThrows(InputException.class, () -> Worker.open(address, 0, told).close());
    assertTrue(
        refused.getMessage().startsWith("cluster: cannot listen on " + address),
        refused.getMessage());
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.uri(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
