import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Times a training step and an evaluation of the quick-start in DJL on PyTorch, on images of noise
 * in memory; a step begins with an array of images and ends with the loss as a Java number.
 *
 * <p>Use: java -jar quickstart-djl.jar BATCH_SIZE [--steps 60] [--threads N] [--evaluate]
 *
 * <p>Prints the median milliseconds of a step as JSON.
 */
public final class QuickstartStep implements AutoCloseable {
  private static final int PARAMETERS = 62_006;
  private static final int BATCHES = 32;
  private static final int WARM_UP = 20;
  private static final Shape IMAGE = new Shape(3, 32, 32);
  private static final int CLASSES = 10;

  private final NDManager memory;
  private final Model model;
  private final Trainer trainer;
  private final List<NDList> batches = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();

  private QuickstartStep(int batchSize) {
    memory = NDManager.newBaseManager(Device.cpu());
    memory.getEngine().setRandomSeed(0);
    model = Model.newInstance("quickstart", Device.cpu());
    model.setBlock(network());
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(
                    Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.001f))
                        .optMomentum(0.9f)
                        .build()));
    trainer.initialize(new Shape(batchSize).addAll(IMAGE));
    requireParameters();
    Random random = new Random(0);
    for (int i = Math.max(2, BATCHES / (1 + batchSize / 64)); i > 0; i--) {
      batches.add(noise(batchSize, random));
    }
  }

  private static Block network() {
    return new SequentialBlock()
        .add(convolution(3, 6))
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(convolution(6, 16))
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(linear(400, 120))
        .add(Activation::relu)
        .add(linear(120, 84))
        .add(Activation::relu)
        .add(linear(84, CLASSES));
  }

  private static Block convolution(int in, int out) {
    return uniform(
        Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(out).build(), 25 * in);
  }

  private static Block linear(int in, int out) {
    return uniform(Linear.builder().setUnits(out).build(), in);
  }

  /** Weights and biases start within ±1/√{@code fanIn}. */
  private static Block uniform(Block block, int fanIn) {
    UniformInitializer initializer = new UniformInitializer((float) (1 / Math.sqrt(fanIn)));
    block.setInitializer(initializer, Parameter.Type.WEIGHT);
    block.setInitializer(initializer, Parameter.Type.BIAS);
    return block;
  }

  private void requireParameters() {
    long found =
        model.getBlock().getParameters().values().stream()
            .mapToLong(parameter -> parameter.getArray().size())
            .sum();
    if (found != PARAMETERS) {
      throw new IllegalStateException(found + " parameters");
    }
  }

  private NDList noise(int batchSize, Random random) {
    float[] pixels = new float[Math.toIntExact(batchSize * IMAGE.size())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat() * 2 - 1;
    }
    long[] labels = random.longs(batchSize, 0, CLASSES).toArray();
    return new NDList(
        memory.create(pixels, new Shape(batchSize).addAll(IMAGE)),
        memory.create(labels, new Shape(batchSize)));
  }

  /** What is made in a step belongs to its manager and ends with it. */
  private void train(NDList batch) {
    try (NDManager step = memory.newSubManager()) {
      batch.tempAttach(step);
      NDList labels = new NDList(batch.get(1));
      NDArray loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(new NDList(batch.get(0)), labels);
        loss = trainer.getLoss().evaluate(labels, logits);
        collector.backward(loss);
      }
      trainer.step();
      losses.add((double) loss.getFloat());
    }
  }

  private void evaluate(NDList batch) {
    try (NDManager step = memory.newSubManager()) {
      batch.tempAttach(step);
      NDList logits = trainer.evaluate(new NDList(batch.get(0)));
      NDArray right = logits.singletonOrThrow().argMax(1).eq(batch.get(1));
      right.toType(DataType.INT64, false).sum().getLong();
    }
  }

  private double medianMillis(int steps, boolean evaluates) {
    double[] millis = new double[steps];
    for (int i = -WARM_UP; i < steps; i++) {
      NDList batch = batches.get((i + WARM_UP) % batches.size());
      long start = System.nanoTime();
      if (evaluates) {
        evaluate(batch);
      } else {
        train(batch);
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return (millis[(steps - 1) / 2] + millis[steps / 2]) / 2;
  }

  /** Holds the last round of the batches to the first. */
  private void requireFall() {
    int round = batches.size();
    int taken = losses.size();
    if (taken >= 2 * round) {
      double first = mean(losses.subList(0, round));
      double last = mean(losses.subList(taken - round, taken));
      if (!(last < first)) {
        throw new IllegalStateException("the loss went from " + first + " to " + last);
      }
    }
  }

  private static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(each -> each).average().orElseThrow();
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
    memory.close();
  }

  public static void main(String[] args) {
    List<String> words = List.of(args);
    System.setProperty("ai.djl.offline", "true");
    System.setProperty(
        "ai.djl.pytorch.num_threads",
        option(words, "--threads", Runtime.getRuntime().availableProcessors() + ""));
    if (words.contains("--version")) {
      Engine engine = Engine.getInstance();
      System.out.printf(
          "DJL %s on %s %s%n", Engine.getDjlVersion(), engine.getEngineName(), engine.getVersion());
      return;
    }
    int steps = Integer.parseInt(option(words, "--steps", "60"));
    try (QuickstartStep peer = new QuickstartStep(Integer.parseInt(args[0]))) {
      double millis = peer.medianMillis(steps, words.contains("--evaluate"));
      peer.requireFall();
      System.out.printf(Locale.ROOT, "{\"Trainer\": %.6f}%n", millis);
    }
  }

  private static String option(List<String> words, String name, String usual) {
    int place = words.indexOf(name);
    return place < 0 ? usual : words.get(place + 1);
  }
}
