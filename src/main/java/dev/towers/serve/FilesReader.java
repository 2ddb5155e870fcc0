package dev.towers.serve;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.towers.export.ServingSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Image files: base64 in an object of its own for each, or a text that stands for its bytes. */
final class FilesReader extends TensorReader {
  private static final Base64Variant WITH_OR_WITHOUT_PADDING =
      Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed();

  private final List<byte[]> files = new ArrayList<>();

  FilesReader(int mostImages) {
    super(ServingSignature.FILES, mostImages);
  }

  @Override
  void read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Refusal.invalid(
          "JSON Value: %s is not of expected type: string, or an object with %s",
          QuestionReader.kind(parser.currentToken()), BASE64);
    }
    files.add(parser.getText().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  void readBase64(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw Refusal.invalid("JSON Value: Object not formatted correctly for base64 data");
    }
    try {
      files.add(parser.getBinaryValue(WITH_OR_WITHOUT_PADDING));
    } catch (JsonProcessingException e) {
      throw Refusal.invalid("Unable to base64 decode");
    }
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw Refusal.invalid("JSON Value: Object not formatted correctly for base64 data");
    }
  }

  @Override
  Question.Images images() {
    return new Question.Files(files);
  }
}
