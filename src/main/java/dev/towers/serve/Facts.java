package dev.towers.serve;

import dev.towers.data.ImageShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** What a model tells of itself: its status and its signatures as TensorFlow Serving has them. */
final class Facts {
  private Facts() {}

  private record Status(List<VersionStatus> modelVersionStatus) {}

  private record VersionStatus(String version, String state, ErrorStatus status) {}

  private record ErrorStatus(String errorCode, String errorMessage) {}

  private record Metadata(Spec modelSpec, Signatures metadata) {}

  private record Spec(String name, String signatureName, String version) {}

  private record Signatures(SignatureMap signatureDef) {}

  private record SignatureMap(Map<String, Signature> signatureDef) {}

  private record Signature(
      Map<String, Tensor> inputs,
      Map<String, Tensor> outputs,
      String methodName,
      Map<String, Tensor> defaults) {
    static Signature of(SignatureDef signature) {
      return new Signature(
          tensors(signature.getInputsMap()),
          tensors(signature.getOutputsMap()),
          signature.getMethodName(),
          Map.of());
    }

    private static Map<String, Tensor> tensors(Map<String, TensorInfo> tensors) {
      Map<String, Tensor> all = new TreeMap<>();
      tensors.forEach((name, tensor) -> all.put(name, Tensor.of(tensor)));
      return all;
    }
  }

  private record Tensor(String dtype, Form tensorShape, String name) {
    static Tensor of(TensorInfo tensor) {
      List<Dimension> dimensions =
          tensor.getTensorShape().getDimList().stream()
              .map(dim -> new Dimension(Long.toString(dim.getSize()), dim.getName()))
              .toList();
      return new Tensor(
          tensor.getDtype().name(),
          new Form(dimensions, tensor.getTensorShape().getUnknownRank()),
          tensor.getName());
    }
  }

  private record Form(List<Dimension> dim, boolean unknownRank) {}

  private record Dimension(String size, String name) {}

  private record OfPage(
      String name,
      long version,
      int height,
      int width,
      int channels,
      String fit,
      int mostBodyBytes,
      List<String> classNames) {}

  /** The answer {@code GetModelStatusResponse}. */
  static Reply status(ServedModel model) {
    String version = Long.toString(model.version());
    return Reply.json(
        200,
        new Status(List.of(new VersionStatus(version, "AVAILABLE", new ErrorStatus("OK", "")))));
  }

  /** The answer {@code GetModelMetadataResponse}. */
  static Reply metadata(ServedModel model) {
    Map<String, Signature> signatures = new TreeMap<>();
    model
        .classifier()
        .signatures()
        .forEach((name, signature) -> signatures.put(name, Signature.of(signature)));
    return Reply.json(
        200,
        new Metadata(
            new Spec(model.name(), "", Long.toString(model.version())),
            new Signatures(new SignatureMap(signatures))));
  }

  /** What the page shows of the model, and what it must keep to. */
  static Reply forPage(ServedModel model, Limits limits) {
    ImageShape shape = model.classifier().shape();
    return Reply.json(
        200,
        new OfPage(
            model.name(),
            model.version(),
            shape.height(),
            shape.width(),
            shape.channels(),
            model.classifier().form().fit().word(),
            limits.bodyBytes(),
            model.classifier().classNames()));
  }
}
