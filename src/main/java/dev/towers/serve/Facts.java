package dev.towers.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** What a model tells of itself: its status and its signatures as TensorFlow Serving has them. */
final class Facts {
  private Facts() {}

  /** The answer {@code GetModelStatusResponse}. */
  static Reply status(ServedModel model) {
    return Reply.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("model_version_status");
          json.writeStartObject();
          json.writeStringField("version", Long.toString(model.version()));
          json.writeStringField("state", "AVAILABLE");
          json.writeObjectFieldStart("status");
          json.writeStringField("error_code", "OK");
          json.writeStringField("error_message", "");
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** The answer {@code GetModelMetadataResponse}. */
  static Reply metadata(ServedModel model) {
    return Reply.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("model_spec");
          json.writeStringField("name", model.name());
          json.writeStringField("signature_name", "");
          json.writeStringField("version", Long.toString(model.version()));
          json.writeEndObject();
          json.writeObjectFieldStart("metadata");
          json.writeObjectFieldStart("signature_def");
          json.writeObjectFieldStart("signature_def");
          for (var entry : new TreeMap<>(model.classifier().signatures()).entrySet()) {
            json.writeFieldName(entry.getKey());
            write(json, entry.getValue());
          }
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /** What the page shows of the model, and what it must keep to. */
  static Reply forPage(ServedModel model, Limits limits) {
    ImageShape shape = model.classifier().shape();
    ImageForm form = model.classifier().form();
    return Reply.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("name", model.name());
          json.writeNumberField("version", model.version());
          json.writeNumberField("height", shape.height());
          json.writeNumberField("width", shape.width());
          json.writeNumberField("channels", shape.channels());
          json.writeStringField("fit", form.fit().word());
          json.writeNumberField("most_body_bytes", limits.bodyBytes());
          json.writeArrayFieldStart("class_names");
          for (String name : model.classifier().classNames()) {
            json.writeString(name);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, SignatureDef signature) throws IOException {
    json.writeStartObject();
    json.writeFieldName("inputs");
    write(json, signature.getInputsMap());
    json.writeFieldName("outputs");
    write(json, signature.getOutputsMap());
    json.writeStringField("method_name", signature.getMethodName());
    json.writeObjectFieldStart("defaults");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Map<String, TensorInfo> tensors)
      throws IOException {
    json.writeStartObject();
    for (var entry : new TreeMap<>(tensors).entrySet()) {
      TensorInfo tensor = entry.getValue();
      json.writeObjectFieldStart(entry.getKey());
      json.writeStringField("dtype", tensor.getDtype().name());
      json.writeObjectFieldStart("tensor_shape");
      json.writeArrayFieldStart("dim");
      for (TensorShapeProto.Dim dim : tensor.getTensorShape().getDimList()) {
        json.writeStartObject();
        json.writeStringField("size", Long.toString(dim.getSize()));
        json.writeStringField("name", dim.getName());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanField("unknown_rank", tensor.getTensorShape().getUnknownRank());
      json.writeEndObject();
      json.writeStringField("name", tensor.getName());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
