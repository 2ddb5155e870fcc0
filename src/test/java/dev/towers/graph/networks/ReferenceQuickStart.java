package dev.towers.graph.networks;

import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.graph.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The quick-start in plain Java and double precision, written from its description and not for
 * speed. Arrays lie as TensorFlow's do: images by row, column, channel; kernels by row, column,
 * input, output.
 *
 * @param weights by the names of the graph's variables; they may be changed between calls
 */
public record ReferenceQuickStart(Map<String, double[]> weights, ImageShape shape, int classes) {
  private static final int KERNEL = 5;

  /** With a copy of the weights of a graph. */
  public static ReferenceQuickStart of(Weights weights, ImageShape shape, int classes) {
    Map<String, double[]> copies = new LinkedHashMap<>();
    weights
        .byName()
        .forEach(
            (name, values) -> {
              double[] copy = new double[values.length];
              for (int i = 0; i < copy.length; i++) {
                copy[i] = values[i];
              }
              copies.put(name, copy);
            });
    return new ReferenceQuickStart(copies, shape, classes);
  }

  /** A map of numbers for each pixel and channel. */
  private record Image(int height, int width, int channels, double[] values) {
    Image(int height, int width, int channels) {
      this(height, width, channels, new double[height * width * channels]);
    }

    int at(int row, int column, int channel) {
      return (row * width + column) * channels + channel;
    }
  }

  /** Mean cross-entropy. */
  public double meanLoss(Batch batch) {
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      double[] logits = logits(batch, i);
      double exponentials = 0;
      for (double logit : logits) {
        exponentials += Math.exp(logit);
      }
      sum += Math.log(exponentials) - logits[batch.labels()[i]];
    }
    return sum / batch.size();
  }

  /** The logits of one image of a batch. */
  public double[] logits(Batch batch, int index) {
    Image pixels = new Image(shape.height(), shape.width(), shape.channels());
    for (int i = 0; i < shape.bytes(); i++) {
      int value = batch.pixels()[index * shape.bytes() + i] & 0xff;
      pixels.values[i] = (value / 255.0 - 0.5) / 0.5;
    }
    Image first = halved(relu(convolved(pixels, "conv1")));
    Image second = halved(relu(convolved(first, "conv2")));
    double[] hidden1 = relu(connected(second.values, "fc1"));
    double[] hidden2 = relu(connected(hidden1, "fc2"));
    return connected(hidden2, "fc3");
  }

  private Image convolved(Image input, String name) {
    double[] kernel = weights.get(name + ".weights");
    double[] biases = weights.get(name + ".biases");
    int out = biases.length;
    Image output = new Image(input.height - KERNEL + 1, input.width - KERNEL + 1, out);
    for (int row = 0; row < output.height; row++) {
      for (int column = 0; column < output.width; column++) {
        int to = output.at(row, column, 0);
        System.arraycopy(biases, 0, output.values, to, out);
        for (int down = 0; down < KERNEL; down++) {
          for (int right = 0; right < KERNEL; right++) {
            for (int in = 0; in < input.channels; in++) {
              double value = input.values[input.at(row + down, column + right, in)];
              int from = ((down * KERNEL + right) * input.channels + in) * out;
              for (int channel = 0; channel < out; channel++) {
                output.values[to + channel] += value * kernel[from + channel];
              }
            }
          }
        }
      }
    }
    return output;
  }

  /** The largest of each 2x2 square. */
  private static Image halved(Image input) {
    Image output = new Image(input.height / 2, input.width / 2, input.channels);
    for (int row = 0; row < output.height; row++) {
      for (int column = 0; column < output.width; column++) {
        for (int channel = 0; channel < output.channels; channel++) {
          double largest = Double.NEGATIVE_INFINITY;
          for (int square = 0; square < 4; square++) {
            int from = input.at(2 * row + square / 2, 2 * column + square % 2, channel);
            largest = Math.max(largest, input.values[from]);
          }
          output.values[output.at(row, column, channel)] = largest;
        }
      }
    }
    return output;
  }

  private double[] connected(double[] input, String name) {
    double[] matrix = weights.get(name + ".weights");
    double[] output = weights.get(name + ".biases").clone();
    for (int in = 0; in < input.length; in++) {
      for (int out = 0; out < output.length; out++) {
        output[out] += input[in] * matrix[in * output.length + out];
      }
    }
    return output;
  }

  private static Image relu(Image image) {
    relu(image.values);
    return image;
  }

  private static double[] relu(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return values;
  }
}
