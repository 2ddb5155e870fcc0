package dev.towers.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.towers.data.ImageShape;
import dev.towers.export.ServingSignature;
import java.io.IOException;

/**
 * Reads the JSON of a predict request, rows ({@code instances}) or columns ({@code inputs}), by the
 * rules of TensorFlow Serving's {@code json_tensor.cc}. Values go straight into what the model
 * takes: no tree of the whole is built, which would take many times the memory of the text.
 */
final class QuestionReader {
  private final ImageShape shape;
  private final int mostImages;
  private final int depth;
  private final JsonFactory json;

  /**
   * @param shape of the images that the model takes as pixels
   */
  QuestionReader(ImageShape shape, Limits limits) {
    this.shape = shape;
    this.mostImages = limits.images();
    this.depth = limits.depth();
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(depth)
                    .maxStringLength(limits.bodyBytes())
                    .build())
            .build();
  }

  /**
   * @throws Refusal if the text is no question that this model answers
   */
  Question read(Body.Text text) {
    try {
      Outline outline = Outline.of(json, text);
      return find(text, outline.rows(), tensor(outline.signature()));
    } catch (StreamConstraintsException e) {
      throw Refusal.invalid("JSON Parse error: nested deeper than %d, or a name too long", depth);
    } catch (JsonProcessingException e) {
      throw Refusal.invalid(
          "JSON Parse error: %s at offset: %d",
          e.getOriginalMessage(), e.getLocation().getByteOffset());
    } catch (IOException e) { // the text is in memory, so it is bytes that are no characters
      throw Refusal.invalid("JSON Parse error: %s", e.getMessage());
    }
  }

  private TensorReader tensor(String signature) {
    return switch (signature) {
      case "", ServingSignature.PIXELS_KEY -> new PixelsReader(shape, mostImages);
      case ServingSignature.FILES_KEY -> new FilesReader(mostImages);
      default ->
          throw Refusal.invalid(
              "Serving signature name: \"%s\" not found in signature def", signature);
    };
  }

  private Question find(Body.Text text, boolean rows, TensorReader images) throws IOException {
    try (JsonParser parser = json.createParser(text.open())) {
      parser.nextToken();
      if (!moveTo(parser, rows ? Outline.ROWS : Outline.COLUMNS)) {
        throw new IllegalStateException("the outline has it");
      }
      if (rows) {
        readRows(parser, images);
      } else {
        readColumns(parser, images);
      }
      return new Question(rows, images.images());
    }
  }

  /** Goes from the beginning of an object to the first value of that name in it. */
  private static boolean moveTo(JsonParser parser, String name) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /** A list of values, or of objects that name the input, but not of both. */
  private static void readRows(JsonParser parser, TensorReader images) throws IOException {
    Boolean named = null;
    int row = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean object = parser.currentToken() == JsonToken.START_OBJECT;
      boolean bytes = object && parser.nextToken() == JsonToken.FIELD_NAME && isBase64(parser);
      if (named != null && named != (object && !bytes)) {
        throw Refusal.invalid(
            named
                ? "Expecting object but got list at item %d of input list"
                : "Expecting value/list but got object at item %d of input list",
            row);
      }
      named = object && !bytes;
      try {
        if (named) {
          readNamed(parser, images);
        } else if (bytes) {
          images.addBase64(parser);
        } else {
          images.add(parser);
        }
      } catch (Refusal e) {
        throw Refusal.invalid(
            "Failed to process element: %d of '%s' list. Error: %s",
            row, Outline.ROWS, e.getMessage());
      }
      row++;
    }
    if (row == 0) {
      throw Refusal.invalid("No values in '%s' array", Outline.ROWS);
    }
  }

  /** The parser stands at the first name in an object, or at its end. */
  private static void readNamed(JsonParser parser, TensorReader images) throws IOException {
    boolean only = parser.currentToken() == JsonToken.FIELD_NAME;
    if (only && parser.currentName().equals(images.input())) {
      parser.nextToken();
      images.add(parser);
      only = parser.nextToken() == JsonToken.END_OBJECT;
    } else if (only) {
      throw Refusal.invalid("JSON object: does not have named input: %s", parser.currentName());
    }
    if (!only) {
      throw Refusal.invalid("JSON object keys must be equal to: %s", images.input());
    }
  }

  /** All images at once, plain or by the name of the input; other names are passed over. */
  private static void readColumns(JsonParser parser, TensorReader images) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT && !moveTo(parser, images.input())) {
      throw Refusal.invalid(
          "Missing named input: %s in '%s' object.", images.input(), Outline.COLUMNS);
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Refusal.invalid(
          "Expecting '%s' to be a list with a value for each image", images.input());
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      images.add(parser);
    }
  }

  /** A value as messages call it. */
  static String kind(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "Array";
      case START_OBJECT -> "Object";
      case VALUE_STRING -> "String";
      case VALUE_NULL -> "Null";
      case VALUE_TRUE -> "True";
      case VALUE_FALSE -> "False";
      default -> "Number";
    };
  }

  private static boolean isBase64(JsonParser parser) throws IOException {
    return parser.currentName().equals(TensorReader.BASE64);
  }
}
