package dev.towers.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.ImageShape;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two formats of TensorFlow Serving's predict requests, and what is wrong with others. */
class QuestionReaderTest {
  private static final QuestionReader READER =
      new QuestionReader(new ImageShape(1, 2, 3), Limits.usual());
  private static final String FILES = "\"signature_name\": \"serving_files\", ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"instances\": [{\"image_bytes\": {\"b64\": \"AQID\"}}, {\"image_bytes\": {\"b64\": \"BA==\"}}]",
        "\"instances\": [{\"b64\": \"AQID\"}, {\"b64\": \"BA\"}]",
        "\"inputs\": [{\"b64\": \"AQID\"}, {\"b64\": \"BA==\"}]",
        "\"inputs\": {\"other\": [[{}]], \"image_bytes\": [{\"b64\": \"AQID\"}, {\"b64\": \"BA==\"}]}"
      })
  void filesComeInRowsAndInColumns(String images) {
    Question question = read("{%s %s}".formatted(FILES, images));
    assertEquals(images.contains("instances"), question.rows());
    List<byte[]> files = ((Question.Files) question.images()).files();
    assertEquals(2, files.size());
    assertArrayEquals(new byte[] {1, 2, 3}, files.get(0));
    assertArrayEquals(new byte[] {4}, files.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"instances\": [[[[0, 1, 2], [253, 254, 255]]]]}",
        "{\"instances\": [{\"images\": [[[0, 1, 2], [253, 254, 255]]]}]}",
        "{\"inputs\": [[[[0, 1, 2], [253, 254, 255]]]]}",
        "{\"inputs\": {\"images\": [[[[0, 1, 2], [253, 254, 255]]]]}, \"signature_name\": \"\"}"
      })
  void pixelsAreWhatTheDefaultSignatureTakes(String text) {
    Question.Pixels pixels = (Question.Pixels) read(text).images();
    assertEquals(1, pixels.count());
    assertArrayEquals(new byte[] {0, 1, 2, -3, -2, -1}, pixels.pixels());
  }

  @Test
  void signatureMayFollowTheImages() {
    Question question =
        read("{\"inputs\": [{\"b64\": \"AQ\"}], \"signature_name\": \"serving_files\"}");
    assertFalse(question.rows());
    assertEquals(1, ((Question.Files) question.images()).files().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                 | JSON Parse error: The document is empty
          instances = [1, 2]                 | JSON Parse error: Unrecognized token
          [1]                                | JSON Value: Array Is not object
          {}                                 | Missing 'inputs' or 'instances' key
          {"instances": [1], "inputs": [1]}  | expecting only one of
          {"instances": [1]} 2               | must not be followed by other values
          {"instances": [[[[0, 1             | JSON Parse error: Unexpected end-of-input
          {"instances": []}                  | No values in 'instances' array
          {"instances": {"images": 1}}       | Expecting 'instances' to be an list
          {"signature_name": 100}            | 'signature_name' key must be a string value
          {"signature_name": "x", "inputs": [1]} | Serving signature name: "x" not found in signature def
          {"inputs": 1}                      | Expecting 'images' to be a list
          {"inputs": {"x": [1]}}             | Missing named input: images in 'inputs' object
          {"inputs": {"b64": "AQ=="}}        | Missing named input: images in 'inputs' object
          """)
  void brokenRequestsAreNamed(String text, String reason) {
    assertRefused(text, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [[[0, 1, 2]]]                | images of the shape 1x2x3
          [[[0, 1, 2], [3, 4]]]        | images of the shape 1x2x3
          [[[0, 1, 2], [3, 4, 5, 6]]]  | images of the shape 1x2x3
          [[[0, 1, 2], [3, 4, [5]]]]   | images of the shape 1x2x3
          [[[0, 1, 2], [3, 4, 256]]]   | a whole number from 0 to 255
          [[[0, 1, 2], [3, 4, -1]]]    | a whole number from 0 to 255
          [[[0, 1, 2], [3, 4, 5.0]]]   | a whole number from 0 to 255
          [[[0, 1, 2], [3, 4, "5"]]]   | JSON Value: String is not of expected type: uint8
          {"b64": "AQ=="}              | JSON Value: Object is not of expected type: uint8
          {"x": 1}                     | does not have named input: x
          {}                           | keys must be equal to: images
          """)
  void brokenPixelsAreNamedWithTheirPlace(String image, String reason) {
    String refused = assertRefused("{\"instances\": [%s]}".formatted(image), reason);
    assertTrue(refused.startsWith("Failed to process element: 0 of 'instances' list"), refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"b64": "!"}                          | Unable to base64 decode
          {"b64": 1}                            | not formatted correctly for base64 data
          {"b64": "AQ==", "x": 1}               | not formatted correctly for base64 data
          1                                     | JSON Value: Number is not of expected type: string
          [{"b64": "AQ=="}]                     | JSON Value: Array is not of expected type: string
          {"image_bytes": {"x": "AQ=="}}        | not formatted correctly for base64 data
          {"image_bytes": "x", "other": 1}      | keys must be equal to: image_bytes
          """)
  void brokenFilesAreNamed(String file, String reason) {
    assertRefused("{%s\"instances\": [%s]}".formatted(FILES, file), reason);
  }

  @Test
  void plainAndNamedRowsDoNotMix() {
    String plain = "{\"b64\": \"AQ==\"}";
    String named = "{\"image_bytes\": %s}".formatted(plain);
    assertRefused(
        "{%s\"instances\": [%s, %s]}".formatted(FILES, plain, named),
        "Expecting value/list but got object at item 1");
    assertRefused(
        "{%s\"instances\": [%s, %s]}".formatted(FILES, named, plain),
        "Expecting object but got list at item 1");
  }

  @Test
  void tooMuchIsRefused() {
    int tooMany = Limits.usual().images() + 1;
    String rows = String.join(",", Collections.nCopies(tooMany, "\"\""));
    assertRefused("{%s\"instances\": [%s]}".formatted(FILES, rows), "at most 256 images");
    assertRefused("{\"x\": " + "[".repeat(100_000), "nested deeper than 32");
  }

  /** The first four bytes tell the encoding. */
  @Test
  void bytesThatAreNoCharactersAreNoJson() {
    assertRefused(new byte[] {0, '{', 0, 0}, "JSON Parse error: Unsupported UCS-4 endianness");
    assertRefused(new byte[] {0, 0, 0, '{', '{', 0, 0, 0}, "JSON Parse error: Invalid UTF-32");
  }

  private static String assertRefused(String text, String reason) {
    return assertRefused(text.getBytes(StandardCharsets.UTF_8), reason);
  }

  private static String assertRefused(byte[] text, String reason) {
    Refusal refusal = assertThrows(Refusal.class, () -> read(text));
    assertEquals(400, refusal.status());
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    return refusal.getMessage();
  }

  private static Question read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Question read(byte[] text) {
    return READER.read(() -> new ByteArrayInputStream(text));
  }
}
