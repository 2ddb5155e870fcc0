package dev.towers.train;

import dev.towers.Seed;
import dev.towers.data.ImageShape;
import dev.towers.graph.Inference;
import dev.towers.graph.Layer;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.graph.Pixels;
import dev.towers.graph.VariableFile;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.PlacedGraph;
import dev.towers.tower.Towers;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A graph that trains a network on every device, and its handles.
 *
 * @param images [n, h, w, c], fed
 * @param labels [n], fed for a step
 * @param learningRate a scalar, fed for a step
 * @param initialize gives every variable its first value
 * @param steps one for each number of active towers, from 1 to all
 * @param inference of {@code images}, computed on the main device alone
 * @param checkpoint saves and restores every variable: the parameters and the optimizer's slots
 * @param parameters what is trained
 */
public record TrainingGraph(
    Graph graph,
    Operand<TUint8> images,
    Operand<TInt32> labels,
    Operand<TFloat32> learningRate,
    Operation initialize,
    List<Step> steps,
    Inference inference,
    VariableFile checkpoint,
    List<Parameter> parameters)
    implements AutoCloseable {

  /**
   * One step.
   *
   * @param loss the mean over the batch, before the update: a scalar
   * @param update changes every parameter
   */
  public record Step(Operand<TFloat32> loss, Operation update) {}

  /**
   * Builds the graph; the caller closes it.
   *
   * @param seed of the first values of the variables
   * @throws dev.towers.InputException if the network cannot take images of that shape
   */
  public static TrainingGraph open(
      Network network, ImageShape shape, int classes, float momentum, Devices devices, Seed seed) {
    try (Graph draft = new Graph()) {
      Ops host = Ops.create(draft).withDevice(new Device(Device.Kind.CPU, 0).spec());
      Ops main = Ops.create(draft).withDevice(devices.main().spec());
      Operand<TUint8> images =
          host.withName("images")
              .placeholder(
                  TUint8.class,
                  Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
      Operand<TInt32> labels =
          host.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      Operand<TFloat32> learningRate =
          host.withName("learning_rate")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));

      Parameters parameters = Parameters.initialized(main, seed);
      Layer layers = network.build(parameters, shape, classes);
      Loss loss = Loss.crossEntropy(classes);
      Towers towers =
          Towers.build(
              draft,
              host,
              main,
              devices.towers(),
              parameters.all(),
              host.size(labels),
              (tf, chunk) -> {
                Operand<TFloat32> pixels = Pixels.normalize(tf, chunk.of(images));
                return loss.sum(tf, layers.apply(tf, pixels), chunk.of(labels));
              });

      Parameters slots = Parameters.initialized(main, seed);
      Momentum optimizer = Momentum.create(main, parameters.all(), slots, learningRate, momentum);
      List<Step> steps =
          towers.byActive().stream()
              .map(gradient -> new Step(gradient.loss(), optimizer.update(gradient).op()))
              .toList();

      List<Op> initializers = new ArrayList<>(parameters.initializers());
      initializers.addAll(slots.initializers());
      Op initialize = main.withControlDependencies(initializers).withName("initialize").noOp();
      Inference inference = Inference.of(main.withSubScope("inference"), layers, images);
      List<Parameter> variables = new ArrayList<>(parameters.all());
      variables.addAll(slots.all());
      VariableFile checkpoint = VariableFile.create(host, variables);

      PlacedGraph placed = towers.placement().openPlaced(draft);
      return new TrainingGraph(
          placed.graph(),
          placed.of(images),
          placed.of(labels),
          placed.of(learningRate),
          placed.of(initialize.op()),
          steps.stream()
              .map(step -> new Step(placed.of(step.loss()), placed.of(step.update())))
              .toList(),
          new Inference(
              placed.of(inference.logits()),
              placed.of(inference.probabilities()),
              placed.of(inference.classes())),
          new VariableFile(
              placed.of(checkpoint.prefix()),
              placed.of(checkpoint.save()),
              placed.of(checkpoint.restore())),
          parameters.all().stream()
              .map(p -> new Parameter(p.name(), placed.of(p.variable()), p.shape()))
              .toList());
    }
  }

  /** The number of trained numbers. */
  public long parameterCount() {
    return parameters.stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  @Override
  public void close() {
    graph.close();
  }
}
