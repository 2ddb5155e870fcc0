package dev.towers.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a predict request has at its top, which must be known before its images are read, for it may
 * follow them. Of keys that come twice the first counts, as in TensorFlow Serving.
 *
 * @param signature empty for the default
 * @param rows whether the images come in rows, or in columns
 */
record Outline(String signature, boolean rows) {
  static final String ROWS = "instances";
  static final String COLUMNS = "inputs";
  private static final String SIGNATURE = "signature_name";

  /**
   * Goes over the whole text.
   *
   * @throws Refusal if it is no predict request
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is no JSON
   */
  static Outline of(JsonFactory json, Body.Text text) throws IOException {
    try (JsonParser parser = json.createParser(text.open())) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw Refusal.invalid("JSON Parse error: The document is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        throw Refusal.invalid("JSON Value: %s Is not object", QuestionReader.kind(first));
      }
      Outline outline = read(parser);
      if (parser.nextToken() != null) {
        throw Refusal.invalid(
            "JSON Parse error: The document root must not be followed by other values. at offset: %d",
            parser.currentTokenLocation().getByteOffset());
      }
      return outline;
    }
  }

  private static Outline read(JsonParser parser) throws IOException {
    String signature = "";
    Map<String, JsonToken> parts = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals(SIGNATURE) && !parts.containsKey(SIGNATURE)) {
        if (value != JsonToken.VALUE_STRING) {
          throw Refusal.invalid("'%s' key must be a string value.", SIGNATURE);
        }
        signature = parser.getText();
      }
      if (name.equals(SIGNATURE) || name.equals(ROWS) || name.equals(COLUMNS)) {
        parts.putIfAbsent(name, value);
      }
      parser.skipChildren();
    }
    boolean rows = parts.containsKey(ROWS);
    if (rows && parts.containsKey(COLUMNS)) {
      throw Refusal.invalid(
          "Not formatted correctly expecting only one of '%s' or '%s' keys to exist",
          COLUMNS, ROWS);
    }
    if (!rows && !parts.containsKey(COLUMNS)) {
      throw Refusal.invalid("Missing '%s' or '%s' key", COLUMNS, ROWS);
    }
    if (rows && parts.get(ROWS) != JsonToken.START_ARRAY) {
      throw Refusal.invalid("Expecting '%s' to be an list/array", ROWS);
    }
    return new Outline(signature, rows);
  }
}
