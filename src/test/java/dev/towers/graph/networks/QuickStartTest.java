package dev.towers.graph.networks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class QuickStartTest {

  @Test
  void hasTheParametersOfTheOriginal() {
    List<Parameter> parameters = build(RandomImages.CIFAR, RandomImages.CLASSES);
    assertEquals(
        List.of(
            "conv1.weights [5, 5, 3, 6]",
            "conv1.biases [6]",
            "conv2.weights [5, 5, 6, 16]",
            "conv2.biases [16]",
            "fc1.weights [400, 120]",
            "fc1.biases [120]",
            "fc2.weights [120, 84]",
            "fc2.biases [84]",
            "fc3.weights [84, 10]",
            "fc3.biases [10]"),
        parameters.stream().map(p -> p.name() + " " + p.shape()).toList());
    assertEquals(62_006, count(parameters));
  }

  @Test
  void fitsOtherImagesAndClasses() {
    List<Parameter> gray = build(new ImageShape(28, 28, 1), 7);
    assertEquals(25 * 6 + 6 + 2416 + 256 * 120 + 120 + 10_164 + 84 * 7 + 7, count(gray));
    List<Parameter> wide = build(new ImageShape(16, 40, 3), 10);
    assertEquals("[112, 120]", wide.get(4).shape().toString());
  }

  @Test
  void takesImagesOf16Pixels() {
    assertDoesNotThrow(() -> build(new ImageShape(16, 16, 3), 10));
  }

  @ParameterizedTest
  @CsvSource({"15, 15", "15, 32", "32, 15", "1, 1"})
  void saysHowLargeImagesMustBe(int height, int width) {
    ImageShape small = new ImageShape(height, width, 3);
    assertEquals(
        "the network quickstart needs images of at least 16x16 pixels, these are %dx%d"
            .formatted(height, width),
        assertThrows(InputException.class, () -> build(small, 10)).getMessage());
  }

  private static List<Parameter> build(ImageShape shape, int classes) {
    try (Graph graph = new Graph()) {
      Parameters parameters = Parameters.restored(Ops.create(graph));
      new QuickStart().build(parameters, shape, classes);
      return parameters.all();
    }
  }

  private static long count(List<Parameter> parameters) {
    return parameters.stream().mapToLong(p -> p.shape().size()).sum();
  }
}
