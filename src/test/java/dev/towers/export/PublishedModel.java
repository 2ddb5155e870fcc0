package dev.towers.export;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.ImageForm.Fit;
import dev.towers.data.LabeledImages;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.BatchTensors;
import dev.towers.graph.Computed;
import dev.towers.graph.Loss;
import dev.towers.graph.Start;
import dev.towers.graph.networks.QuickStart;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.tower.Sessions;
import dev.towers.train.Method;
import dev.towers.train.Sgd;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingImages;
import dev.towers.train.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * A model after a few steps of training, published.
 *
 * @param folder of the version
 * @param logits of {@link #QUESTION}, by the graph that trained
 * @param classes of {@link #QUESTION}, by the session that trained
 */
public record PublishedModel(Path folder, float[] logits, int[] classes) {
  static final List<String> CLASS_NAMES =
      List.of("plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "Lkw µ");
  static final Batch QUESTION = RandomImages.batch(7, 2);
  static final ConfigProto SESSION = Devices.cpus(1).sessionConfig(2);

  public static PublishedModel train(int towers, Path temp) throws IOException {
    Devices devices = Devices.cpus(towers);
    Path checkpoint = Files.createDirectories(temp.resolve("checkpoint")).resolve("weights");
    LabeledImages images = RandomImages.of(30, 1);
    try (TrainingGraph graph =
        TrainingGraph.open(
            new QuickStart(),
            TrainingImages.of(images.shape(), CLASS_NAMES.size()),
            new Method(Loss.crossEntropy(), Sgd.of(0.01f, 0.9f)),
            Layout.oneOnEach(devices, 2),
            Start.fresh(new Seed(1)))) {
      int[] classes;
      try (TrainingSession session = TrainingSession.open(graph)) {
        for (int step = 0; step < 10; step++) {
          session.step(RandomImages.wholeOf(images), 0);
        }
        classes = session.answer(QUESTION).classes();
        session.save(checkpoint);
      }
      Path folder =
          new ModelFolder(temp.resolve("model"))
              .publish(
                  draft ->
                      SavedModelWriter.write(
                          draft,
                          new TrainedModel(
                              new QuickStart(),
                              images.shape(),
                              Fit.STRETCH,
                              CLASS_NAMES,
                              checkpoint),
                          "{}"));
      return new PublishedModel(folder, logits(graph, checkpoint), classes);
    }
  }

  SavedModel file() throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(folder.resolve(ModelFolder.MODEL_FILE)));
  }

  private static float[] logits(TrainingGraph graph, Path checkpoint) {
    try (Session session = Sessions.open(graph.graph(), SESSION);
        TString prefix = TString.scalarOf(checkpoint.toString());
        TUint8 images = BatchTensors.openImages(QUESTION, RandomImages.CIFAR)) {
      session
          .runner()
          .feed(graph.variables().checkpoint().prefix(), prefix)
          .addTarget(graph.variables().checkpoint().restore())
          .run()
          .close();
      try (Result result =
          session
              .runner()
              .feed(graph.feeds().images(), images)
              .fetch(graph.inference().logits())
              .run()) {
        return Computed.copy((TFloat32) result.get(0));
      }
    }
  }
}
