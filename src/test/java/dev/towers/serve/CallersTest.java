package dev.towers.serve;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
  private static final Callers HERE = new Callers(true);

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost", "app.localhost", "127.0.0.1", "127.1.2.3", "[::1]"})
  void thisMachineIsAnswered(String host) {
    assertDoesNotThrow(() -> HERE.require("GET", host, host + ":8501", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"})
  void otherNamesOfThisMachineAreNot(String host) {
    Refusal refusal =
        assertThrows(Refusal.class, () -> HERE.require("GET", host, host + ":8501", null));
    assertEquals(403, refusal.status());
    assertDoesNotThrow(() -> new Callers(false).require("GET", host, host + ":8501", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "http://127.0.0.1:3000", "http://127.0.0.1", "::"})
  void callsOfPagesElsewhereAreRefused(String origin) {
    Callers callers = new Callers(false);
    assertThrows(
        Refusal.class, () -> callers.require("POST", "127.0.0.1", "127.0.0.1:8501", origin));
    assertDoesNotThrow(() -> callers.require("GET", "127.0.0.1", "127.0.0.1:8501", origin));
  }

  @Test
  void ownPageAndProgramsAreAnswered() {
    assertDoesNotThrow(
        () -> HERE.require("POST", "localhost", "localhost:8501", "http://LOCALHOST:8501"));
    assertDoesNotThrow(() -> HERE.require("POST", "localhost", "localhost:8501", null));
    assertDoesNotThrow(() -> HERE.require("POST", null, null, null));
  }
}
