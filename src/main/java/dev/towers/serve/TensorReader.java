package dev.towers.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the images of a request into the form that an input of the model has. */
abstract class TensorReader {
  /** The only key of an object that stands for bytes. */
  static final String BASE64 = "b64";

  private final String input;
  private final int mostImages;
  private int count;

  /**
   * @param input the name by which the signature has it
   */
  TensorReader(String input, int mostImages) {
    this.input = input;
    this.mostImages = mostImages;
  }

  final String input() {
    return input;
  }

  final int count() {
    return count;
  }

  /**
   * Reads the next image, at whose first token the parser stands; it will stand at the last.
   *
   * @throws Refusal if it is no image as this input takes it, or one too many
   */
  final void add(JsonParser parser) throws IOException {
    countOne();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      boolean named = parser.nextToken() == JsonToken.FIELD_NAME;
      if (!named || !parser.currentName().equals(BASE64)) {
        throw Refusal.invalid("JSON Value: Object not formatted correctly for base64 data");
      }
      readBase64(parser);
    } else {
      read(parser);
    }
  }

  /** As {@link #add}, of an object for bytes, at whose only key the parser stands. */
  final void addBase64(JsonParser parser) throws IOException {
    countOne();
    readBase64(parser);
  }

  private void countOne() {
    if (count == mostImages) {
      throw Refusal.invalid(
          "expected at most %d images in a request, found more; send them in several", mostImages);
    }
    count++;
  }

  /** Reads what is no object. */
  abstract void read(JsonParser parser) throws IOException;

  /** Reads bytes, at whose key the parser stands; it will stand at the end of their object. */
  abstract void readBase64(JsonParser parser) throws IOException;

  /** All that was read. */
  abstract Question.Images images();
}
