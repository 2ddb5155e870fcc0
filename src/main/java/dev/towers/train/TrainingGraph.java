package dev.towers.train;

import dev.towers.data.ImageShape;
import dev.towers.graph.GraphCopy;
import dev.towers.graph.Inference;
import dev.towers.graph.Initializer;
import dev.towers.graph.Layer;
import dev.towers.graph.Loss;
import dev.towers.graph.Network;
import dev.towers.graph.Parameters;
import dev.towers.graph.Pass;
import dev.towers.graph.Pass.Observation;
import dev.towers.graph.Pixels;
import dev.towers.graph.Start;
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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A graph that trains a network in towers, and its handles.
 *
 * @param layout of the towers
 * @param method that it trains by
 * @param feeds where batches enter
 * @param schedules what is fed for each step besides
 * @param variables of the network and of the optimizer
 * @param steps one for each number of active towers, from 1 to all
 * @param inference of the images, computed on the main device alone
 * @param lossSum of the answers to the images, held to the labels without smoothing: a scalar
 * @param correct the images told right since it was last reset, where the method counts them
 * @param traffic of a step
 * @param mirror the same variables in this process, where those of the graph are elsewhere
 */
public record TrainingGraph(
    Graph graph,
    Layout layout,
    Method method,
    Feeds feeds,
    List<Schedules.Fed> schedules,
    TrainingVariables variables,
    List<Step> steps,
    Inference inference,
    Operand<TFloat32> lossSum,
    Optional<Counter> correct,
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
   * @throws dev.towers.InputException if the network or the augmentation cannot take such images,
   *     or if the start does not fit the network
   */
  public static TrainingGraph open(
      Network network, TrainingImages images, Method method, Layout layout, Start start) {
    Optional<TrainingGraph> mirror =
        layout.devices().cluster().isNone()
            ? Optional.empty()
            : Optional.of(open(network, images, method, layout.here(), start));
    ImageShape shape = images.shape();
    method.augmentation().requireFit(shape);
    TensorFlowStart.ensure();
    try (Graph draft = new Graph()) {
      Ops host = Ops.create(draft).withDevice(layout.devices().main().host().spec());
      Ops main = Ops.create(draft).withDevice(layout.devices().main().spec());
      Feeds feeds =
          Feeds.create(host, layout, shape, !method.augmentation().isNone(), images.count());
      BiFunction<Ops, Chunk, Operand<TUint8>> seen =
          feeds.seen(host, method.augmentation().cutout());
      Parameters parameters = Parameters.initialized(main, start);
      Layer layers = network.build(parameters, shape, images.classes());
      start.requireUse(parameters);
      method.optimizer().requireFit(parameters);
      Towers towers =
          Towers.build(
              draft,
              host,
              main,
              layout.seats(),
              parameters,
              host.size(feeds.labels()),
              method.precision(),
              (pass, chunk) ->
                  loss(
                      method,
                      layers,
                      pass,
                      seen.apply(pass.tf(), chunk),
                      chunk.of(feeds.labels())));

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
      Inference inference = Inference.of(main.withSubScope("inference"), layers, feeds.images());
      Operand<TFloat32> lossSum = Loss.crossEntropy().sum(main, inference.logits(), feeds.labels());
      TrainingVariables variables =
          TrainingVariables.create(host, main, parameters, slots, towers.keep());

      GraphCopy placed = towers.placement().openPlaced(draft);
      return new TrainingGraph(
          placed.graph(),
          layout,
          method,
          feeds.in(placed),
          schedules.all().stream().map(schedule -> schedule.in(placed)).toList(),
          variables.in(placed),
          steps.stream().map(step -> step.in(placed)).toList(),
          inference.in(placed),
          placed.of(lossSum),
          correct.map(counter -> counter.in(placed)),
          towers.traffic(),
          mirror);
    }
  }

  /** The sum of the losses of a tower's images, which are told right or wrong on the way. */
  private static Operand<TFloat32> loss(
      Method method, Layer layers, Pass pass, Operand<TUint8> images, Operand<TInt32> labels) {
    Operand<TFloat32> logits = layers.apply(pass, Pixels.normalize(pass.tf(), images));
    if (method.counts()) {
      pass.count(Loss.correct(pass.tf(), logits, labels));
    }
    return method.loss().sum(pass.tf(), logits, labels);
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

  @Override
  public void close() {
    Sessions.close(graph::close, layout); // it waits for its sessions
    mirror.ifPresent(TrainingGraph::close);
  }
}
