package dev.towers.train;

import dev.towers.Seed;
import dev.towers.data.Augmentation;
import dev.towers.data.ImageShape;
import dev.towers.graph.GraphCopy;
import dev.towers.graph.Inference;
import dev.towers.graph.Initializer;
import dev.towers.graph.Layer;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.graph.Pass.Observation;
import dev.towers.graph.Pixels;
import dev.towers.graph.Start;
import dev.towers.graph.VariableFile;
import dev.towers.graph.Views;
import dev.towers.tower.Activations;
import dev.towers.tower.BatchGradient;
import dev.towers.tower.Chunk;
import dev.towers.tower.Layout;
import dev.towers.tower.Sessions;
import dev.towers.tower.TensorFlowStart;
import dev.towers.tower.Towers;
import dev.towers.tower.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
 * A graph that trains a network in towers, and its handles.
 *
 * @param layout of the towers
 * @param shape of an image
 * @param images [n, h, w, c], fed
 * @param labels [n], fed for a step
 * @param views [n, {@link Augmentation#VIEW}], fed for a step where there is augmentation
 * @param augmentation that draws the views
 * @param resident the images of a step where they are not fed but lie in the workers' memory
 * @param learningRate of each step, for whoever wants to know
 * @param schedules what is fed for each step besides
 * @param initialize gives every variable its first value
 * @param steps one for each number of active towers, from 1 to all
 * @param inference of {@code images}, computed on the main device alone
 * @param lossSum of the answers to {@code images}, held to {@code labels} without smoothing: a
 *     scalar
 * @param correct the images told right since it was last reset, where the method counts them
 * @param checkpoint saves and restores every variable: all of the model and the optimizer's slots
 * @param stored all that the checkpoint holds
 * @param trained what a gradient changes
 * @param variables the names of all variables of the network
 * @param fresh the names of those that do not start from a stored value
 * @param keep brings what no step changes to the workers that read it, after it was given values
 * @param traffic of a step
 * @param mirror the same variables in this process, where those of the graph are elsewhere
 */
public record TrainingGraph(
    Graph graph,
    Layout layout,
    ImageShape shape,
    Operand<TUint8> images,
    Operand<TInt32> labels,
    Optional<Operand<TInt32>> views,
    Augmentation augmentation,
    Optional<ResidentImages> resident,
    Schedule learningRate,
    List<Schedules.Fed> schedules,
    Operation initialize,
    List<Step> steps,
    Inference inference,
    Operand<TFloat32> lossSum,
    Optional<Counter> correct,
    VariableFile checkpoint,
    List<Parameter> stored,
    List<Parameter> trained,
    List<String> variables,
    List<String> fresh,
    Optional<Operation> keep,
    Traffic traffic,
    Optional<TrainingGraph> mirror)
    implements AutoCloseable {

  /**
   * One step.
   *
   * @param loss the mean over the batch, before the update: a scalar
   * @param update changes every variable
   */
  public record Step(Operand<TFloat32> loss, Operation update) {

    /** The same step in a copy of its graph. */
    Step in(GraphCopy copy) {
      return new Step(copy.of(loss), copy.of(update));
    }
  }

  /**
   * A number that every step may add to; checkpoints hold it.
   *
   * @param value a scalar
   * @param reset makes it zero
   */
  public record Counter(Operand<TFloat32> value, Operation reset) {

    static Counter create(Ops tf, Parameters slots, String name) {
      Operand<TFloat32> value =
          slots.createState(name, Shape.scalar(), Initializer.zeros()).variable();
      return new Counter(value, tf.assign(value, tf.constant(0f)).op());
    }

    /** The same counter in a copy of its graph. */
    Counter in(GraphCopy copy) {
      return new Counter(copy.of(value), copy.of(reset));
    }
  }

  /**
   * Builds the graph; the caller closes it.
   *
   * @param seed of the first values of the variables
   * @throws dev.towers.InputException if the network or the augmentation cannot take images of that
   *     shape
   */
  public static TrainingGraph open(
      Network network, ImageShape shape, int classes, Method method, Layout layout, Seed seed) {
    return open(network, shape, classes, method, layout, Start.fresh(seed));
  }

  /** As the other, for training that starts elsewhere. */
  public static TrainingGraph open(
      Network network, ImageShape shape, int classes, Method method, Layout layout, Start start) {
    return open(network, shape, classes, method, layout, start, 0);
  }

  /**
   * As the other, on devices that may be those of workers.
   *
   * @param count of the images to train on, which each worker keeps
   */
  public static TrainingGraph open(
      Network network,
      ImageShape shape,
      int classes,
      Method method,
      Layout layout,
      Start start,
      int count) {
    boolean isFar = !layout.devices().cluster().isNone();
    Optional<TrainingGraph> mirror =
        isFar
            ? Optional.of(open(network, shape, classes, method, layout.here(), start))
            : Optional.empty();
    method.augmentation().requireFit(shape);
    TensorFlowStart.ensure();
    try (Graph draft = new Graph()) {
      Ops host = Ops.create(draft).withDevice(layout.devices().main().host().spec());
      Ops main = Ops.create(draft).withDevice(layout.devices().main().spec());
      Operand<TUint8> images =
          host.withName("images")
              .placeholder(
                  TUint8.class,
                  Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
      Operand<TInt32> labels =
          host.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      Optional<Operand<TInt32>> views =
          method.augmentation().isNone() ? Optional.empty() : Optional.of(views(host));
      Optional<ResidentImages> resident =
          isFar ? Optional.of(ResidentImages.create(host, layout, shape, count)) : Optional.empty();
      int cutout = method.augmentation().cutout();
      BiFunction<Ops, Chunk, Operand<TUint8>> seen =
          resident.isPresent()
              ? resident.get().seen(views, cutout)
              : seen(views.map(drawn -> Views.of(host, images, drawn, cutout)).orElse(images));

      Parameters parameters = Parameters.initialized(main, start);
      Layer layers = network.build(parameters, shape, classes);
      start.requireUse(parameters);
      Towers towers =
          Towers.build(
              draft,
              host,
              main,
              layout.seats(),
              parameters,
              host.size(labels),
              method.precision(),
              (pass, chunk) -> {
                Operand<TFloat32> pixels =
                    Pixels.normalize(pass.tf(), seen.apply(pass.tf(), chunk));
                Operand<TFloat32> logits = layers.apply(pass, pixels);
                if (method.counts()) {
                  pass.count(Loss.correct(pass.tf(), logits, chunk.of(labels)));
                }
                return method.loss().sum(pass.tf(), logits, chunk.of(labels));
              });

      Parameters slots = Parameters.initialized(main, start.seed());
      Schedules schedules = new Schedules(host);
      Optimizer.Updates updates =
          method.optimizer().create(main, parameters.trained(), slots, schedules);
      Optional<Counter> correct =
          method.counts()
              ? Optional.of(Counter.create(main, slots, "training.correct"))
              : Optional.empty();
      List<Step> steps =
          towers.byActive().stream()
              .map(gradient -> step(main, gradient, updates.update(gradient), correct))
              .toList();

      List<Op> initializers = new ArrayList<>(parameters.initializers());
      initializers.addAll(slots.initializers());
      Op initialize = main.withControlDependencies(initializers).withName("initialize").noOp();
      Inference inference = Inference.of(main.withSubScope("inference"), layers, images);
      Operand<TFloat32> lossSum = Loss.crossEntropy().sum(main, inference.logits(), labels);
      List<Parameter> variables = new ArrayList<>(parameters.all());
      variables.addAll(slots.all());
      VariableFile checkpoint = VariableFile.create(host, variables);

      GraphCopy placed = towers.placement().openPlaced(draft);
      return new TrainingGraph(
          placed.graph(),
          layout,
          shape,
          placed.of(images),
          placed.of(labels),
          views.map(placed::of),
          method.augmentation(),
          resident.map(it -> it.in(placed)),
          method.optimizer().learningRate(),
          schedules.all().stream().map(schedule -> schedule.in(placed)).toList(),
          placed.of(initialize.op()),
          steps.stream().map(step -> step.in(placed)).toList(),
          inference.in(placed),
          placed.of(lossSum),
          correct.map(counter -> counter.in(placed)),
          checkpoint.in(placed),
          variables.stream().map(parameter -> parameter.in(placed)).toList(),
          parameters.trained().stream().map(parameter -> parameter.in(placed)).toList(),
          parameters.all().stream().map(Parameter::name).toList(),
          parameters.fresh(),
          towers.keep().map(keep -> placed.of(keep.op())),
          towers.traffic(),
          mirror);
    }
  }

  /** Chunks of images that were fed. */
  private static BiFunction<Ops, Chunk, Operand<TUint8>> seen(Operand<TUint8> images) {
    return (tf, chunk) -> chunk.of(images);
  }

  private static Operand<TInt32> views(Ops tf) {
    return tf.withName("views")
        .placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, Augmentation.VIEW)));
  }

  /**
   * The optimizer's update and, joined to it, those of the states that follow observations, and of
   * what is counted.
   */
  private static Step step(Ops tf, BatchGradient gradient, Op update, Optional<Counter> correct) {
    List<Op> all = new ArrayList<>(List.of(update));
    for (Observation observed : gradient.observations()) {
      Operand<TFloat32> state = observed.state().variable();
      Operand<TFloat32> distance = tf.math.sub(state, observed.value());
      all.add(tf.assignSub(state, tf.math.mul(distance, tf.constant(observed.rate()))));
    }
    correct.ifPresent(counter -> all.add(tf.assignAdd(counter.value(), gradient.counts().get(0))));
    Op whole = all.size() == 1 ? update : tf.withControlDependencies(all).noOp();
    return new Step(gradient.loss(), whole.op());
  }

  /** What each tower keeps from its forward pass for its backward pass. */
  public Activations activations() {
    return Activations.of(graph, steps.get(0).update());
  }

  /** The number of trained numbers. */
  public long parameterCount() {
    return trained.stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  @Override
  public void close() {
    Sessions.close(graph::close, layout); // it waits for its sessions
    mirror.ifPresent(TrainingGraph::close);
  }
}
