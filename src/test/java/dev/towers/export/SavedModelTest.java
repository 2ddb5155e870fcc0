package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.Batch;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.BatchTensors;
import dev.towers.graph.Computed;
import dev.towers.tower.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

class SavedModelTest {
  private static final int IMAGES = PublishedModel.QUESTION.size();
  private static final int CLASSES = PublishedModel.CLASS_NAMES.size();

  @TempDir private static Path temp;
  private static PublishedModel model;

  @BeforeAll
  static void publish() throws IOException {
    model = PublishedModel.train(1, temp.resolve("one"));
  }

  @Test
  void logitsAreThoseOfTrainingToTheBit() {
    assertArrayEquals(model.logits(), logits(model));
  }

  @Test
  void modelOfSeveralTowersIsTheSame() throws IOException {
    PublishedModel several = PublishedModel.train(3, temp.resolve("three"));
    assertEquals(graph(model), graph(several));
    assertArrayEquals(several.logits(), logits(several));
    assertArrayEquals(model.logits(), several.logits(), 1e-4f);
  }

  @Test
  void classifierAnswersAsTheSessionDid() throws IOException {
    try (SavedModelClassifier classifier = SavedModelClassifier.open(model.folder())) {
      assertEquals(RandomImages.CIFAR, classifier.shape());
      assertEquals(PublishedModel.CLASS_NAMES, classifier.classNames());
      assertArrayEquals(model.classes(), classifier.classify(PublishedModel.QUESTION));
      assertEquals(1, classifier.classify(RandomImages.batch(1, 1)).length);
    }
  }

  @Test
  void classifierTakesTheNewestVersionOfAFolder() throws IOException {
    try (SavedModelClassifier classifier = SavedModelClassifier.open(model.folder().getParent())) {
      assertArrayEquals(model.classes(), classifier.classify(PublishedModel.QUESTION));
    }
  }

  @Test
  void aLinkToAModelIsDescribedAsTheModel() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("latest"), model.folder());
    assertEquals(bytes(model.folder()), bytes(link));
    assertEquals(PathUtils.sizeOfDirectory(model.folder()), bytes(link));
  }

  private static long bytes(Path folder) throws IOException {
    ConfigProto config = Devices.cpus(1).sessionConfig(1);
    try (LoadedModel loaded = LoadedModel.open(folder, config)) {
      return ModelDescription.of(loaded).bytes();
    }
  }

  @Test
  void noNodeHasADevice() throws IOException {
    assertEquals(Set.of(), nodesWith(node -> !node.getDevice().isEmpty()));
  }

  @Test
  void nothingOfTrainingIsInTheGraph() throws IOException {
    Pattern names = Pattern.compile("momentum|gradients|initialize|tower_|chunks|learning_rate");
    Pattern ops = Pattern.compile("^Apply|Grad|Backprop|Random|CrossEntropy");
    assertEquals(
        Set.of(),
        nodesWith(
            node -> names.matcher(node.getName()).find() || ops.matcher(node.getOp()).find()));
  }

  @Test
  void variablesAreTheTenOfTheNetwork() throws IOException {
    assertEquals(10, nodesWith(node -> node.getOp().startsWith("Variable")).size());
  }

  @Test
  void signatureIsWhatServersAskFor() throws IOException {
    SignatureDef signature =
        model.file().getMetaGraphs(0).getSignatureDefMap().get("serving_default");
    assertEquals("tensorflow/serving/predict", signature.getMethodName());
    assertEquals(Map.of("images", "DT_UINT8 [-1, 32, 32, 3]"), described(signature.getInputsMap()));
    assertEquals(
        Map.of(
            "classes", "DT_INT64 [-1]",
            "probabilities", "DT_FLOAT [-1, 10]",
            "class_names", "DT_STRING [-1, 10]"),
        described(signature.getOutputsMap()));
    assertEquals(List.of("serve"), model.file().getMetaGraphs(0).getMetaInfoDef().getTagsList());
  }

  @Test
  void imageFilesAreASignatureOfTheirOwn() throws IOException {
    SignatureDef signature =
        model.file().getMetaGraphs(0).getSignatureDefMap().get("serving_files");
    assertEquals("tensorflow/serving/predict", signature.getMethodName());
    assertEquals(Map.of("image_bytes", "DT_STRING [-1]"), described(signature.getInputsMap()));
    assertEquals(
        Set.of("classes", "probabilities", "class_names"), signature.getOutputsMap().keySet());
  }

  @Test
  void classNamesAreAnAsset() throws IOException {
    AssetFileDef asset = model.file().getMetaGraphs(0).getAssetFileDef(0);
    assertEquals(
        PublishedModel.CLASS_NAMES,
        Files.readAllLines(model.folder().resolve("assets").resolve(asset.getFilename())));
    assertEquals(
        Set.of("class_names_file Const "),
        nodesWith(node -> asset.getTensorInfo().getName().equals(node.getName() + ":0")));
  }

  @Test
  void answerExplainsItself() {
    try (SavedModelBundle bundle = load(model);
        TUint8 images = BatchTensors.openImages(PublishedModel.QUESTION, RandomImages.CIFAR);
        Result answer =
            bundle.function("serving_default").call(Map.of("images", (Tensor) images))) {
      TInt64 classes = (TInt64) answer.get("classes").orElseThrow();
      TFloat32 probabilities = (TFloat32) answer.get("probabilities").orElseThrow();
      TString names = (TString) answer.get("class_names").orElseThrow();
      for (int image = 0; image < IMAGES; image++) {
        double sum = 0;
        int best = 0;
        for (int label = 0; label < CLASSES; label++) {
          float probability = probabilities.getFloat(image, label);
          sum += probability;
          best = probability > probabilities.getFloat(image, best) ? label : best;
          assertEquals(PublishedModel.CLASS_NAMES.get(label), names.getObject(image, label));
        }
        assertEquals(1, sum, 1e-6);
        assertEquals(best, classes.getLong(image));
        assertEquals(model.classes()[image], best);
      }
      assertEquals(IMAGES, names.shape().get(0));
    }
  }

  private static float[] logits(PublishedModel model) {
    Batch question = PublishedModel.QUESTION;
    try (SavedModelBundle bundle = load(model);
        TUint8 images = BatchTensors.openImages(question, RandomImages.CIFAR);
        Result result = bundle.session().runner().feed("images", images).fetch("logits").run()) {
      return Computed.copy((TFloat32) result.get(0));
    }
  }

  private static SavedModelBundle load(PublishedModel model) {
    return SavedModelBundle.loader(model.folder().toString())
        .withConfigProto(PublishedModel.SESSION)
        .load();
  }

  private static GraphDef graph(PublishedModel model) throws IOException {
    return model.file().getMetaGraphs(0).getGraphDef();
  }

  private static Set<String> nodesWith(Predicate<NodeDef> condition) throws IOException {
    return graph(model).getNodeList().stream()
        .filter(condition)
        .map(node -> node.getName() + " " + node.getOp() + " " + node.getDevice())
        .collect(Collectors.toSet());
  }

  private static Map<String, String> described(Map<String, TensorInfo> tensors) {
    Map<String, String> described = new TreeMap<>();
    tensors.forEach(
        (key, tensor) ->
            described.put(
                key,
                tensor.getDtype()
                    + " "
                    + tensor.getTensorShape().getDimList().stream()
                        .map(TensorShapeProto.Dim::getSize)
                        .toList()));
    return described;
  }
}
