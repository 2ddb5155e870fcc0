package dev.towers.serve;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** An answer in JSON. */
  static Reply json(int status, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory
    }
    return new Reply(status, JSON, bytes.toByteArray());
  }

  /** A refusal, as TensorFlow Serving words one: an object with the one key {@code error}. */
  static Reply error(int status, String message) {
    return json(
        status,
        json -> {
          json.writeStartObject();
          json.writeStringField("error", message);
          json.writeEndObject();
        });
  }
}
