package dev.towers.serve;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.towers.files.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.output.ByteArrayOutputStream;

/** What goes back to a client: an HTTP status and a body. */
record Reply(int status, String type, byte[] body) {
  private static final String JSON = "application/json";

  /** Not numbers are written as TensorFlow Serving writes them. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  /** Writes JSON. */
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** A record in JSON, with names like {@code error_code}. */
  static Reply json(int status, Record content) {
    try {
      return new Reply(status, JSON, Json.line(content).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON as it is written, which no one has as a whole before. */
  static Reply written(int status, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory
    }
    return new Reply(status, JSON, bytes.toByteArray());
  }

  private record Failure(String error) {}

  /** A refusal, as TensorFlow Serving words one: an object with the one key {@code error}. */
  static Reply error(int status, String message) {
    return json(status, new Failure(message));
  }
}
