package dev.towers.export;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.files.UserPath;
import dev.towers.graph.StoredVariables;
import dev.towers.tower.TensorFlowStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorShapeProto;

/** A SavedModel of ours or of others, in memory; any number of threads may run it at once. */
public final class LoadedModel implements AutoCloseable {
  private static final String SERVING = "serve";
  private static final String VARIABLES_PREFIX = "variables/variables";
  private static final String VARIABLES = VARIABLES_PREFIX + ".index";
  private static final Set<String> VARIABLE_OPS = Set.of("Variable", "VariableV2", "VarHandleOp");

  private final Path folder;
  private final SavedModelBundle bundle;

  private LoadedModel(Path folder, SavedModelBundle bundle) {
    this.folder = folder;
    this.bundle = bundle;
  }

  /**
   * Loads a model; the caller closes it.
   *
   * @param path the folder of one version, or of all versions, of which the newest is taken
   * @throws InputException if there is no SavedModel, or if it does not load
   */
  public static LoadedModel open(Path path, ConfigProto session) throws IOException {
    Path folder = ModelFolder.find(path);
    UserPath.ofCheckpoint(ModelFolder.MODEL, folder.toString());
    TensorFlowStart.ensure();
    String[] tags = tags(folder);
    try {
      return new LoadedModel(
          folder,
          SavedModelBundle.loader(folder.toString())
              .withTags(tags)
              .withConfigProto(session)
              .load());
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw broken(folder, "does not load", e);
    }
  }

  /**
   * The tags to load it by: those for serving, or else those that it has. Looks besides whether it
   * is whole, for TensorFlow's own parser writes to standard error besides failing, and TensorFlow
   * loads a model without its variables.
   */
  private static String[] tags(Path folder) throws IOException {
    Path file = folder.resolve(ModelFolder.MODEL_FILE);
    if (!Files.exists(file)) {
      return new String[] {SERVING}; // it is there as text
    }
    SavedModel model;
    try {
      model = SavedModel.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw broken(folder, "does not load", new IllegalArgumentException(e.getMessage(), e));
    }
    List<MetaGraphDef> graphs = model.getMetaGraphsList();
    boolean variables = graphs.stream().anyMatch(LoadedModel::hasVariables);
    if (variables && !Files.exists(folder.resolve(VARIABLES))) {
      throw new InputException(
          "the SavedModel in '%s' is not whole: it has no %s; copy the whole folder"
              .formatted(folder, VARIABLES));
    }
    return graphs.stream()
        .map(graph -> graph.getMetaInfoDef().getTagsList())
        .reduce((first, next) -> next.contains(SERVING) ? next : first)
        .filter(tags -> !tags.contains(SERVING))
        .map(tags -> tags.toArray(String[]::new))
        .orElse(new String[] {SERVING});
  }

  /**
   * The variables of a model, which is loaded to see that it is whole.
   *
   * @param asked the setting that names the path
   * @param path the folder of one version, or of all versions, of which the newest is taken
   * @throws InputException if there is no SavedModel, or if it does not load
   */
  public static StoredVariables variables(SettingName asked, Path path) throws IOException {
    Path folder = ModelFolder.find(asked, path);
    try (LoadedModel whole = open(folder, ConfigProto.getDefaultInstance())) {
      Map<String, Shape> shapes = new HashMap<>();
      for (NodeDef node : whole.description().getGraphDef().getNodeList()) {
        if (isOfFloats(node)) {
          shapes.put(node.getName(), shape(node.getAttrOrThrow("shape").getShape()));
        }
      }
      return new StoredVariables(folder.resolve(VARIABLES_PREFIX).toString(), shapes);
    }
  }

  /** Others have no name in the files, or numbers of another kind. */
  private static boolean isOfFloats(NodeDef node) {
    return node.getOp().equals("VariableV2")
        && node.getAttrOrThrow("dtype").getType() == DataType.DT_FLOAT;
  }

  private static Shape shape(TensorShapeProto shape) {
    return Shape.of(shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }

  private static boolean hasVariables(MetaGraphDef graph) {
    return graph.getGraphDef().getNodeList().stream()
        .anyMatch(node -> VARIABLE_OPS.contains(node.getOp()));
  }

  /** The folder of the version. */
  public Path folder() {
    return folder;
  }

  /** What the file says of the model. */
  MetaGraphDef description() {
    return bundle.metaGraphDef();
  }

  Optional<Signature> signature(String key) {
    return bundle.signatures().stream()
        .filter(signature -> signature.key().equals(key))
        .findFirst();
  }

  Session.Runner runner() {
    return bundle.session().runner();
  }

  /** What is told of this model when it fails. */
  InputException broken(String symptom, RuntimeException cause) {
    return broken(folder, symptom, cause);
  }

  private static InputException broken(Path folder, String symptom, RuntimeException cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new InputException(
        "the SavedModel in '%s' %s, so export it again: %s".formatted(folder, symptom, reason),
        cause);
  }

  @Override
  public void close() {
    bundle.close();
  }
}
