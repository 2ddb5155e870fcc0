package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.tower.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Whatever is wrong with a model is told in one line. */
class BadModelTest {
  @TempDir private static Path shared;
  private static Path good;

  @TempDir private Path temp;
  private Path copy;

  @BeforeAll
  static void publish() throws IOException {
    good = PublishedModel.train(1, shared).folder();
  }

  @BeforeEach
  void copy() throws IOException {
    copy = temp.resolve("copy");
    PathUtils.copyDirectory(good, copy);
  }

  @Test
  void emptyFolderHoldsNoModel() throws IOException {
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertTrue(messageOf(empty).endsWith("holds neither that file nor a version folder with it"));
  }

  @Test
  void truncatedModelDoesNotLoad() throws IOException {
    Path file = copy.resolve(ModelFolder.MODEL_FILE);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertBroken("does not load");
  }

  @Test
  void emptyModelFileDoesNotLoad() throws IOException {
    Files.write(copy.resolve(ModelFolder.MODEL_FILE), new byte[0]);
    assertBroken("does not load");
  }

  @Test
  void modelWithoutItsVariablesIsNotWhole() throws IOException {
    PathUtils.deleteDirectory(copy.resolve("variables"));
    assertEquals(
        "the SavedModel in '%s' is not whole: it has no variables/variables.index; copy the whole folder"
            .formatted(copy),
        messageOf(copy));
  }

  /** As a model that was saved for training has them: it loads, and is told of as it is. */
  @Test
  void modelOfOtherTagsIsNamedByItsSignatures() throws IOException {
    Path file = copy.resolve(ModelFolder.MODEL_FILE);
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    model.getMetaGraphsBuilder(0).getMetaInfoDefBuilder().clearTags().addTags("train");
    model.getMetaGraphsBuilder(0).clearSignatureDef();
    Files.write(file, model.build().toByteArray());
    assertEquals(unlike(copy, "there is no such signature"), messageOf(copy));
  }

  @Test
  void modelWithTruncatedVariablesDoesNotLoad() throws IOException {
    Path data = copy.resolve("variables/variables.data-00000-of-00001");
    Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 1000));
    assertBroken("does not load");
  }

  @Test
  void otherInputsAreNamed() throws IOException {
    Path other = exported("x", TFloat32.class, Shape.of(-1, 5), "classes");
    assertEquals(unlike(other, "its inputs are x FLOAT [-1, 5]"), messageOf(other));
  }

  @Test
  void imagesOfAnotherTypeAreNamed() throws IOException {
    Path other = exported("images", TFloat32.class, Shape.of(-1, 32, 32, 3), "classes");
    assertEquals(unlike(other, "its inputs are images FLOAT [-1, 32, 32, 3]"), messageOf(other));
  }

  @Test
  void imagesOfNoFixedSizeAreNamed() throws IOException {
    Path other = exported("images", TUint8.class, Shape.of(-1, -1, -1, 3), "classes");
    assertEquals(unlike(other, "its images are of the shape [-1, -1, -1, 3]"), messageOf(other));
  }

  @Test
  void otherOutputsAreNamed() throws IOException {
    Path other = exported("images", TUint8.class, Shape.of(-1, 32, 32, 3), "scores");
    assertEquals(unlike(other, "its outputs are scores INT64 []"), messageOf(other));
  }

  private static String unlike(Path folder, String found) {
    return ("the SavedModel in '%s' does not answer as one that train exports, by serving_default"
            + " with classes, probabilities and class_names: %s; the verb inspect tells what it is")
        .formatted(folder, found);
  }

  private void assertBroken(String symptom) {
    String message = messageOf(copy);
    String expected = "the SavedModel in '%s' %s, so export it again: ".formatted(copy, symptom);
    assertTrue(message.startsWith(expected) && message.length() > expected.length(), message);
    assertEquals(1, message.lines().count(), message);
  }

  private static String messageOf(Path folder) {
    return assertThrows(InputException.class, () -> SavedModelClassifier.open(folder).close())
        .getMessage();
  }

  /** A model that answers each input with its size, under a name and as the other answers too. */
  private <T extends TType> Path exported(String input, Class<T> type, Shape shape, String output)
      throws IOException {
    Path folder = temp.resolve("other");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<T> in = tf.withName(input).placeholder(type, Placeholder.shape(shape));
      // An exporter saves variables, and a graph without one cannot be saved.
      Operand<TInt64> calls = tf.variable(tf.constant(0L));
      Operand<TInt64> out = tf.math.add(tf.size(in, TInt64.class), calls);
      Signature.Builder signature = Signature.builder().input(input, in).output(output, out);
      if (output.equals("classes")) {
        signature
            .output("probabilities", tf.dtypes.cast(out, TFloat32.class))
            .output("class_names", tf.dtypes.asString(out));
      }
      try (Session session = Sessions.open(graph)) {
        SavedModelBundle.exporter(folder.toString())
            .withSession(session)
            .withSignature(signature.build())
            .export();
      }
    }
    return folder;
  }
}
