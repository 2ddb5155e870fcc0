package dev.towers.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedStreamTest {
  @Test
  void remembersTheFirstThingThatWasLost() {
    WatchedStream stream = failing("No space left on device", "Input/output error");
    assertThrows(IOException.class, () -> stream.write(1));
    assertThrows(IOException.class, () -> stream.write(2));
    assertEquals(Optional.of("No space left on device"), stream.loss());
  }

  @Test
  void whoeverHasReadEnoughMissesNothing() {
    WatchedStream stream = failing("Broken pipe");
    assertThrows(IOException.class, () -> stream.write(1));
    assertEquals(Optional.empty(), stream.loss());
  }

  @Test
  void whatIsWrittenIsPassedOn() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    WatchedStream stream = new WatchedStream(written);
    stream.write("abc".getBytes(), 1, 2);
    assertEquals("bc", written.toString());
    assertEquals(Optional.empty(), stream.loss());
  }

  private static WatchedStream failing(String... reasons) {
    return new WatchedStream(
        new OutputStream() {
          private int failures;

          @Override
          public void write(int oneByte) throws IOException {
            throw new IOException(reasons[failures++]);
          }
        });
  }
}
