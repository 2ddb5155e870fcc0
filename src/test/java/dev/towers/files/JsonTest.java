package dev.towers.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  /** A stream may know no letters but those of ASCII. */
  @Test
  void whatIsPrintedPassesThroughAnyStream() throws Exception {
    Map<String, String> value = Map.of("name", "Äpfel");
    assertEquals("{\"name\":\"\\u00C4pfel\"}", Json.line(value));
    assertEquals(List.of("{", "  \"name\" : \"\\u00C4pfel\"", "}"), Json.lines(value).toList());
    assertEquals("{\n  \"name\" : \"Äpfel\"\n}\n", Json.page(value));
  }
}
