package dev.towers.export;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.file.CountingPathVisitor;
import org.apache.commons.io.file.PathUtils;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What there is to know of a SavedModel, ours or not.
 *
 * @param folder of the version
 * @param bytes of all files
 * @param tensorFlow the version that wrote it; empty where the file does not tell
 * @param variables each with its type and shape, by name
 * @param operations how many there are of each type, those of functions not counted
 * @param provenance the file that our exports have, as JSON; empty where there is none
 */
public record ModelDescription(
    Path folder,
    long bytes,
    String tensorFlow,
    List<SignatureDescription> signatures,
    Map<String, String> variables,
    Map<String, Integer> operations,
    String provenance) {
  /** So much is shown. */
  private static final int MOST_PROVENANCE_BYTES = 1 << 20;

  /**
   * One way to call a model.
   *
   * @param inputs each with its type and shape, by name; −1 is a free dimension
   * @param outputs likewise
   */
  public record SignatureDescription(
      String key, String method, Map<String, String> inputs, Map<String, String> outputs) {}

  /** Describes a model. */
  public static ModelDescription of(LoadedModel model) throws IOException {
    MetaGraphDef file = model.description();
    Map<String, String> variables = new TreeMap<>();
    Map<String, Integer> operations = new TreeMap<>();
    for (NodeDef node : file.getGraphDef().getNodeList()) {
      operations.merge(node.getOp(), 1, Integer::sum);
      if (node.getOp().equals("VariableV2") || node.getOp().equals("VarHandleOp")) {
        variables.put(
            node.getName(),
            describe(
                attribute(node, "dtype").getType().name(), attribute(node, "shape").getShape()));
      }
    }
    List<SignatureDescription> signatures = new ArrayList<>();
    new TreeMap<>(file.getSignatureDefMap())
        .forEach((key, signature) -> signatures.add(describe(key, signature)));
    return new ModelDescription(
        model.folder(),
        bytes(model.folder()),
        file.getMetaInfoDef().getTensorflowVersion(),
        signatures,
        variables,
        operations,
        ProvenanceFile.read(model.folder(), MOST_PROVENANCE_BYTES).orElse(""));
  }

  /** Of all files, also of those to which links lead. */
  private static long bytes(Path folder) throws IOException {
    return PathUtils.visitFileTree(
            CountingPathVisitor.withLongCounters(),
            folder,
            EnumSet.of(FileVisitOption.FOLLOW_LINKS),
            Integer.MAX_VALUE)
        .getPathCounters()
        .getByteCounter()
        .get();
  }

  private static AttrValue attribute(NodeDef node, String name) {
    return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
  }

  private static SignatureDescription describe(String key, SignatureDef signature) {
    return new SignatureDescription(
        key,
        signature.getMethodName(),
        describe(signature.getInputsMap()),
        describe(signature.getOutputsMap()));
  }

  private static Map<String, String> describe(Map<String, TensorInfo> tensors) {
    Map<String, String> described = new TreeMap<>();
    tensors.forEach(
        (name, tensor) ->
            described.put(name, describe(tensor.getDtype().name(), tensor.getTensorShape())));
    return described;
  }

  private static String describe(String type, TensorShapeProto shape) {
    String dimensions =
        shape.getUnknownRank()
            ? " of any shape"
            : " " + shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
    return type.replace("DT_", "").toLowerCase(java.util.Locale.ROOT) + dimensions;
  }
}
