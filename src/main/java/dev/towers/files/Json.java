package dev.towers.files;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Values as JSON, with names like {@code images_per_second}. */
public final class Json {
  private static final ObjectMapper LINE =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .registerModule(new SimpleModule().addSerializer(new ValueOrNull()));
  private static final ObjectMapper PAGE = LINE.copy().enable(SerializationFeature.INDENT_OUTPUT);

  /** Takes nothing for granted: a file may have been cut, or come from another version. */
  private static final ObjectMapper STRICT =
      LINE.copy()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What there is not, is null: the names of an object are always the same. */
  private static final class ValueOrNull extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1L;

    ValueOrNull() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), generator);
    }
  }

  private Json() {}

  /**
   * The value of a record that {@link #page} or {@link #line} wrote.
   *
   * @throws JsonProcessingException if the text is not JSON of such a record
   */
  public static <T> T read(String text, Class<T> type) throws JsonProcessingException {
    T value = STRICT.readValue(text, type);
    if (value == null) {
      throw unlike(type.getSimpleName() + ": null");
    }
    return value;
  }

  /** As {@link #read(String, Class)}, of JSON that was parsed before. */
  public static <T> T read(JsonNode json, Class<T> type) throws JsonProcessingException {
    return read(json.toString(), type);
  }

  /**
   * JSON whose parts are read one by one.
   *
   * @throws JsonProcessingException if the text is no JSON
   */
  public static JsonNode tree(String text) throws JsonProcessingException {
    return STRICT.readTree(text);
  }

  /**
   * A part of an object as a value of that type.
   *
   * @throws JsonProcessingException if it has no such part
   */
  public static <T> T part(JsonNode object, String name, Class<T> type)
      throws JsonProcessingException {
    if (!object.has(name)) {
      throw unlike("%s in it".formatted(name));
    }
    return read(object.get(name), type);
  }

  /** A number, a truth value or a text as Java has it; anything else as null. */
  public static Object value(JsonNode json) {
    return json.isValueNode() ? LINE.convertValue(json, Object.class) : null;
  }

  /** What to throw at JSON that is not what it should be. */
  public static JsonProcessingException unlike(String expected) {
    return MismatchedInputException.from(null, Object.class, "no " + expected);
  }

  /** On one line, without its end, in ASCII: it passes through whatever stream there is. */
  public static String line(Object value) throws JsonProcessingException {
    return LINE.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value);
  }

  /**
   * An object on one line, without its end, with a name before all that it holds.
   *
   * @throws JsonProcessingException if the value is none that makes an object
   */
  public static String line(String name, String value, Object object)
      throws JsonProcessingException {
    return line(LINE.createObjectNode().put(name, value).setAll(object(object)));
  }

  /** As an object that may be changed. */
  public static ObjectNode object(Object value) {
    return LINE.valueToTree(value);
  }

  /** What JSON text says, or the text itself where it is no JSON. */
  public static JsonNode parse(String text) {
    try {
      return LINE.readTree(text);
    } catch (JsonProcessingException e) {
      return LINE.getNodeFactory().textNode(text);
    }
  }

  /** On many lines, in ASCII, as {@link #line(Object)}. */
  public static Stream<String> lines(Object value) throws JsonProcessingException {
    return PAGE.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value).lines();
  }

  /** On many lines, for a file. */
  public static String page(Object value) throws JsonProcessingException {
    return PAGE.writeValueAsString(value) + "\n";
  }
}
