package dev.towers.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.towers.data.ImageShape;
import dev.towers.export.ServingSignature;
import java.io.IOException;
import org.apache.commons.io.output.ByteArrayOutputStream;

/** Pixels: for each image a list of rows of pixels of channels, whole numbers from 0 to 255. */
final class PixelsReader extends TensorReader {
  private static final int MOST = 255;

  private final ImageShape shape;
  private final int[] sizes;
  private final byte[] image;
  private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
  private int at;

  PixelsReader(ImageShape shape, int mostImages) {
    super(ServingSignature.IMAGES, mostImages);
    this.shape = shape;
    this.sizes = new int[] {shape.height(), shape.width(), shape.channels()};
    this.image = new byte[shape.bytes()];
  }

  @Override
  void read(JsonParser parser) throws IOException {
    at = 0;
    readLevel(parser, 0);
    pixels.write(image, 0, image.length);
  }

  private void readLevel(JsonParser parser, int level) throws IOException {
    if (level == sizes.length) {
      image[at++] = number(parser);
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw otherShape();
    }
    for (int i = 0; i < sizes[level]; i++) {
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        throw otherShape();
      }
      readLevel(parser, level + 1);
    }
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw otherShape();
    }
  }

  private byte number(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      throw otherShape();
    }
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() != JsonParser.NumberType.INT
        || parser.getIntValue() < 0
        || parser.getIntValue() > MOST) {
      throw Refusal.invalid(
          "JSON Value: %s is not of expected type: uint8, a whole number from 0 to %d",
          QuestionReader.kind(parser.currentToken()), MOST);
    }
    return (byte) parser.getIntValue();
  }

  private Refusal otherShape() {
    return Refusal.invalid("Expecting images of the shape %s, found another", shape);
  }

  @Override
  void readBase64(JsonParser parser) {
    throw Refusal.invalid("JSON Value: Object is not of expected type: uint8");
  }

  @Override
  Question.Images images() {
    return new Question.Pixels(pixels.toByteArray(), count());
  }
}
