package dev.towers.export;

import dev.towers.files.Folders;
import dev.towers.tower.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorInfo;

/** Writes a trained network as a SavedModel, with all that a server makes use of. */
public final class SavedModelWriter {
  /** Under {@code assets}: the name of each class on a line, by label. */
  static final String CLASS_NAMES_FILE = "class_names.txt";

  /** Where files for people and servers go that are no part of the graph. */
  static final String EXTRA_ASSETS = "assets.extra";

  /** Under {@link #EXTRA_ASSETS}: what the model comes from, as JSON. */
  static final String PROVENANCE_FILE = "provenance.json";

  private SavedModelWriter() {}

  /**
   * Fills {@code folder} with {@code saved_model.pb}, {@code variables}, {@code assets} and {@code
   * assets.extra}.
   *
   * @param provenance what the model comes from, as JSON
   * @throws IOException if the folder cannot be written
   */
  public static void write(Path folder, TrainedModel model, String provenance) throws IOException {
    try (ServingGraph serving = ServingGraph.open(model);
        Session session = Sessions.open(serving.graph())) {
      session.restore(model.checkpoint().toString());
      SavedModelBundle.exporter(folder.toString())
          .withSession(session)
          .withSignatures(serving.signatures().toArray(Signature[]::new))
          .export();
      declareAsset(folder.resolve(ModelFolder.MODEL_FILE), serving.classNamesFile());
    }
    Path assets = Folders.make(folder.resolve("assets"));
    Files.write(assets.resolve(CLASS_NAMES_FILE), model.classNames());
    Path extra = Folders.make(folder.resolve(EXTRA_ASSETS));
    Files.writeString(extra.resolve(PROVENANCE_FILE), provenance, StandardCharsets.UTF_8);
    WarmUp.write(extra.resolve(WarmUp.FILE), model.shape());
  }

  /** Adds what TensorFlow Java's exporter leaves out: the assets, and who wrote the file. */
  private static void declareAsset(Path file, String tensor) throws IOException {
    SavedModel.Builder saved = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    saved
        .setSavedModelSchemaVersion(1)
        .getMetaGraphsBuilder(0)
        .addAssetFileDef(
            AssetFileDef.newBuilder()
                .setFilename(CLASS_NAMES_FILE)
                .setTensorInfo(TensorInfo.newBuilder().setName(tensor)))
        .getMetaInfoDefBuilder()
        .setTensorflowVersion(TensorFlow.version());
    Files.write(file, saved.build().toByteArray());
  }
}
