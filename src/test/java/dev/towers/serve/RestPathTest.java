package dev.towers.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.serve.RestPath.Call;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paths that TensorFlow Serving's own tests of its handler try. */
class RestPathTest {
  @Test
  void callsAreFoundInTheirPaths() {
    assertEquals(path(Call.PREDICT, "net"), RestPath.of("POST", "/v1/models/net:predict"));
    assertEquals(path(Call.CLASSIFY, "net"), RestPath.of("POST", "/V1/Models/net:CLASSIFY"));
    assertEquals(path(Call.STATUS, "net"), RestPath.of("GET", "/v1/models/net"));
    assertEquals(path(Call.STATUS, ""), RestPath.of("GET", "/v1/models"));
    assertEquals(path(Call.METADATA, "net"), RestPath.of("GET", "/v1/models/net/metadata"));
    assertEquals(
        new RestPath(Call.REGRESS, "net", Optional.of("12"), Optional.empty()),
        RestPath.of("POST", "/v1/models/net/versions/12:regress"));
    assertEquals(
        new RestPath(Call.METADATA, "net", Optional.empty(), Optional.of("stable")),
        RestPath.of("GET", "/v1/models/net/labels/stable/metadata"));
  }

  @Test
  void namesAreDecoded() {
    assertEquals(
        path(Call.STATUS, "my net: ü"), RestPath.of("GET", "/v1/models/my%20net%3a%20%C3%BC"));
    assertEquals(path(Call.STATUS, "a+b"), RestPath.of("GET", "/v1/models/a+b"));
    assertThrows(Refusal.class, () -> RestPath.of("GET", "/v1/models/a%zz"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/foo",
    "POST,/v1/foo",
    "GET,/v1/models/debug/model_name",
    "POST,/v1/models",
    "GET,/v1/models/foo:predict",
    "GET,/v1/models/foo/version/50:predict",
    "POST,/v1/models/foo/versions/HELLO:regress",
    "POST,/v1/models/foo/metadata",
    "POST,/v1/models/foo/versions/50/labels/some_label:regress",
    "PUT,/v1/models/foo:predict",
    "OPTIONS,/v1/models/foo:predict"
  })
  void othersAreMalformed(String method, String path) {
    Refusal refusal = assertThrows(Refusal.class, () -> RestPath.of(method, path));
    assertEquals(400, refusal.status());
    assertEquals("Malformed request: %s %s".formatted(method, path), refusal.getMessage());
  }

  private static RestPath path(Call call, String model) {
    return new RestPath(call, model, Optional.empty(), Optional.empty());
  }
}
