package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.tower.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class PairedConvolutionTest {

  /** The numbers, and the gradients for input, weights and biases, on images of any size. */
  @ParameterizedTest
  @CsvSource({
    "5, 3, 6, 32, 32",
    "5, 1, 6, 28, 28",
    "5, 3, 6, 8, 7",
    "3, 2, 5, 3, 4",
    "1, 4, 3, 2, 2",
    "5, 3, 6, 9, 6"
  })
  void isThePlainConvolution(int kernel, int in, int out, int height, int width) {
    Shape images = Shape.of(2, height, width, in);
    Shape weights = Shape.of(kernel, kernel, in, out);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> input = random(tf, images, 1);
      Convolution plain = new Convolution(random(tf, weights, 2), random(tf, Shape.of(out), 3));
      List<Operand<?>> expected = values(graph, plain, plain, input);
      List<Operand<?>> actual = values(graph, new PairedConvolution(plain), plain, input);
      try (Session session = Sessions.open(graph)) {
        for (int i = 0; i < expected.size(); i++) {
          try (Result both = session.runner().fetch(expected.get(i)).fetch(actual.get(i)).run()) {
            assertEquals(both.get(0).shape(), both.get(1).shape());
            float[] numbers = Computed.copy((TFloat32) both.get(0));
            float rounding = 2e-6f * largest(numbers);
            assertArrayEquals(numbers, Computed.copy((TFloat32) both.get(1)), rounding);
          }
        }
      }
    }
  }

  @Test
  void computesTwoColumnsAtATimeInTraining() {
    assertEquals(Shape.of(3, 2, 4, 10), kernel(true, 6));
  }

  @Test
  void computesEachColumnOfOddWidthsAndForAnswers() {
    assertEquals(Shape.of(3, 3, 2, 5), kernel(true, 7));
    assertEquals(Shape.of(3, 3, 2, 5), kernel(false, 6));
  }

  @Test
  void refusesKernelsOfEvenWidth() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Convolution plain =
          new Convolution(random(tf, Shape.of(3, 2, 1, 1), 1), random(tf, Shape.of(1), 2));
      assertThrows(IllegalArgumentException.class, () -> new PairedConvolution(plain));
    }
  }

  /** The shape of the kernel that is moved over images of 4 rows and 2 channels, to 5 channels. */
  private static Shape kernel(boolean training, int width) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Pass pass = training ? Pass.training(tf) : Pass.inference(tf);
      Convolution plain =
          new Convolution(random(tf, Shape.of(3, 3, 2, 5), 1), random(tf, Shape.of(5), 2));
      new PairedConvolution(plain).apply(pass, random(tf, Shape.of(1, 4, width, 2), 3));
      return graph.operation("Conv2d").input(1).shape();
    }
  }

  /** What a layer makes of an input and, for a loss of its numbers, the gradients. */
  private static List<Operand<?>> values(
      Graph graph, Layer layer, Convolution plain, Operand<TFloat32> input) {
    Ops tf = Ops.create(graph);
    Operand<TFloat32> output = layer.apply(Pass.training(tf), input);
    Operand<TFloat32> loss = tf.nn.l2Loss(output); // its gradient is the output itself
    Output<?>[] gradients =
        graph.addGradients(
            loss.asOutput(),
            new Output<?>[] {
              input.asOutput(), plain.weights().asOutput(), plain.biases().asOutput()
            });
    List<Operand<?>> values = new ArrayList<>(List.of(output));
    values.addAll(List.of(gradients));
    return values;
  }

  private static float largest(float[] numbers) {
    float largest = 0;
    for (float number : numbers) {
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }

  private static Operand<TFloat32> random(Ops tf, Shape shape, long seed) {
    float[] numbers = new float[Math.toIntExact(shape.size())];
    Random random = new Random(seed);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return tf.constant(shape, DataBuffers.of(numbers));
  }
}
