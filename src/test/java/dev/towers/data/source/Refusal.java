package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.Progress;
import org.junit.jupiter.api.function.Executable;

/** Checks what the user is told about a wrong input. */
final class Refusal {
  private Refusal() {}

  /** Reading what {@code source} names ends with one line that has all the {@code parts}. */
  static void ofSource(Object source, String... parts) {
    of(() -> DataSource.parse(source.toString()).read(Progress.silent()), parts);
  }

  static void of(Executable work, String... parts) {
    String message = assertThrows(InputException.class, work).getMessage();
    assertFalse(message.contains("\n"), message);
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
    for (String part : new String[] {"expected ", "found ", "; "}) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }
}
