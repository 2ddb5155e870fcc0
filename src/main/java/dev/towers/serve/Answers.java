package dev.towers.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.towers.export.ServingSignature;
import java.io.IOException;
import java.util.List;

/**
 * The JSON of an answer: in rows an object for each image, in columns a list for each output of the
 * signature.
 */
final class Answers {
  private Answers() {}

  /**
   * @param rows the probabilities of each image, by label
   */
  static Reply of(Question question, List<float[]> rows, List<String> classNames) {
    return Reply.written(
        200,
        json -> {
          json.writeStartObject();
          if (question.rows()) {
            writeRows(json, rows, classNames);
          } else {
            writeColumns(json, rows, classNames);
          }
          json.writeEndObject();
        });
  }

  private static void writeRows(JsonGenerator json, List<float[]> rows, List<String> classNames)
      throws IOException {
    json.writeArrayFieldStart("predictions");
    for (float[] row : rows) {
      json.writeStartObject();
      json.writeNumberField(ServingSignature.CLASSES, label(row));
      json.writeFieldName(ServingSignature.PROBABILITIES);
      write(json, row);
      json.writeFieldName(ServingSignature.CLASS_NAMES);
      write(json, classNames);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeColumns(JsonGenerator json, List<float[]> rows, List<String> classNames)
      throws IOException {
    json.writeObjectFieldStart("outputs");
    json.writeArrayFieldStart(ServingSignature.CLASSES);
    for (float[] row : rows) {
      json.writeNumber(label(row));
    }
    json.writeEndArray();
    json.writeArrayFieldStart(ServingSignature.PROBABILITIES);
    for (float[] row : rows) {
      write(json, row);
    }
    json.writeEndArray();
    json.writeArrayFieldStart(ServingSignature.CLASS_NAMES);
    for (int i = 0; i < rows.size(); i++) {
      write(json, classNames);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, float[] row) throws IOException {
    json.writeStartArray();
    for (float probability : row) {
      json.writeNumber(probability);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, List<String> names) throws IOException {
    json.writeStartArray();
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  /** Of equal ones the lower, as the model itself has it. */
  private static int label(float[] row) {
    int best = 0;
    for (int label = 1; label < row.length; label++) {
      if (row[label] > row[best]) {
        best = label;
      }
    }
    return best;
  }
}
