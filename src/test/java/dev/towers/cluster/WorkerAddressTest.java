package dev.towers.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerAddressTest {
  @Test
  void addressesAreListedInOrder() {
    assertEquals(
        List.of(
            new WorkerAddress("host-1.example", 2222),
            new WorkerAddress("10.0.0.2", 1),
            new WorkerAddress("[fe80::1]", 65_535)),
        WorkerAddress.parse("host-1.example:2222, 10.0.0.2:1,[fe80::1]:65535"));
  }

  @Test
  void anAddressReadsAsItWasWritten() {
    for (String text : List.of("host:2222", "3f2a:1", "[::1]:80")) {
      assertEquals(text, WorkerAddress.parse(text).get(0).toString());
      assertEquals(
          "http://" + text + "/health", WorkerAddress.parse(text).get(0).uri("health").toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        "host:0",
        "host:65536",
        "host:99999",
        ":2222",
        "a:1,",
        "a b:1",
        "http://a:1",
        "::1:80",
        "a:1:2"
      })
  void whatIsNoAddressIsToldApart(String text) {
    InputException e = assertThrows(InputException.class, () -> WorkerAddress.parse(text));
    assertTrue(e.getMessage().startsWith("cluster takes host:port"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"my_host", "_", "host.2", "256.0.0.1", "10.0.0.1.2", "a..b", "-a", "[1]"})
  void whatIsNoHostToUrisIsRefused(String host) {
    InputException e =
        assertThrows(InputException.class, () -> WorkerAddress.parse("a:1," + host + ":2222"));
    assertTrue(e.getMessage().startsWith("cluster takes host names of"), e.getMessage());
    assertTrue(e.getMessage().endsWith("not '%s'".formatted(host)), e.getMessage());
  }

  @Test
  void noWorkerIsNamedTwice() {
    InputException e = assertThrows(InputException.class, () -> WorkerAddress.parse("a:1,b:1,a:1"));
    assertEquals("cluster names a:1 twice", e.getMessage());
  }
}
