package dev.towers.run;

import dev.towers.InputException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What decides the result of a training run, under the names of the options that set it.
 *
 * @param data where the images come from: auto, cifar10, sample, or a path
 * @param threads within one op; 0 chooses by the batch size
 * @param logEvery steps between two lines about the loss
 */
public record TrainSettings(
    String data,
    String network,
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    long seed,
    String devices,
    int threads,
    int logEvery) {

  /** The classic quick-start: all defaults, and the recipe {@code quickstart}. */
  public static final TrainSettings QUICKSTART =
      new TrainSettings(
          "auto", // data: CIFAR-10, else the embedded sample
          "quickstart", // network
          2, // epochs
          4, // batch size
          0.001, // learning rate
          0.9, // momentum
          0, // seed: of the first weights and of the order of the images
          "auto", // devices: every GPU, else the CPU
          0, // threads: by the batch size
          2000); // log every

  public TrainSettings {
    require(epochs >= 1, "--epochs takes a whole number of at least 1", epochs);
    require(batchSize >= 1, "--batch-size takes a whole number of at least 1", batchSize);
    require(
        learningRate > 0 && learningRate <= Float.MAX_VALUE,
        "--learning-rate takes a number above 0, such as 0.001",
        learningRate);
    require(momentum >= 0 && momentum < 1, "--momentum takes a number from 0 to below 1", momentum);
    require(threads >= 0, "--threads takes a whole number, 0 for automatic", threads);
    require(logEvery >= 1, "--log-every takes a whole number of at least 1", logEvery);
  }

  /**
   * The settings of that name.
   *
   * @throws InputException if there is no such recipe
   */
  public static TrainSettings recipe(String name) {
    if (name.equals("quickstart")) {
      return QUICKSTART;
    }
    throw new InputException("there is no recipe '%s': choose quickstart".formatted(name));
  }

  /** The steps of an epoch over so many images, the last of which may be of a smaller batch. */
  int stepsPerEpoch(int images) {
    return (images - 1) / batchSize + 1;
  }

  /** Each setting by the name of its option, in order. */
  public Map<String, Object> byOption() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", data);
    map.put("network", network);
    map.put("epochs", epochs);
    map.put("batch-size", batchSize);
    map.put("learning-rate", learningRate);
    map.put("momentum", momentum);
    map.put("seed", seed);
    map.put("devices", devices);
    map.put("threads", threads);
    map.put("log-every", logEvery);
    return map;
  }

  private static void require(boolean valid, String expected, Object found) {
    if (!valid) {
      throw new InputException("%s, not %s".formatted(expected, found));
    }
  }
}
