package dev.towers.tower;

import dev.towers.graph.Parameters;
import dev.towers.graph.Pass;
import dev.towers.graph.Pass.Observation;
import dev.towers.graph.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Replicates a forward pass on every seat and adds the backward pass of each.
 *
 * <p>Each tower computes the <em>sum</em> of the losses of its chunk, and its back-propagation
 * starts from 1/n, n being the true size of the whole batch. So the division happens once, at the
 * root, and the plain sum over the towers is the gradient of the mean over the batch, whatever the
 * chunks' sizes. With one tower this is the graph of the mean loss, op for op.
 *
 * <p>A small batch leaves the last towers idle ({@link Chunks#active}). An idle tower must not run:
 * a convolution of no images fails. So there is a {@link BatchGradient} for each number of active
 * towers, and a session that fetches one runs no other tower. The sums share their terms: the sum
 * over k towers is the sum over k-1 plus tower k, always in that order.
 *
 * <p>What layers observe of their chunks is averaged likewise, each chunk weighted by its size.
 *
 * <p>A tower in another process than the variables gets the values of those that change in one
 * message a step, and sends all that it has made of them in one. The sums are added up where the
 * variables are, so they are the same wherever the towers sit.
 */
public final class Towers {
  private final List<Tower> towers;
  private final List<BatchGradient> byActive;
  private final Optional<Op> keep;
  private final Traffic traffic;

  private Towers(
      List<Tower> towers, List<BatchGradient> byActive, Optional<Op> keep, Traffic traffic) {
    this.towers = towers;
    this.byActive = byActive;
    this.keep = keep;
    this.traffic = traffic;
  }

  /**
   * Adds a tower on each seat.
   *
   * @param graph the graph that {@code host} and {@code main} build
   * @param host on the device that holds the batch
   * @param main on the device that puts the gradients together
   * @param seats the devices of the towers; several on one device run one after the other. The
   *     first has the variables
   * @param parameters all that the network reads, and of these what to differentiate by
   * @param batchSize the true size of the batch: a scalar
   * @param precision of the towers' convolutions
   */
  public static Towers build(
      Graph graph,
      Ops host,
      Ops main,
      List<Device> seats,
      Parameters parameters,
      Operand<TInt32> batchSize,
      Precision precision,
      TowerLoss forward) {
    Operand<TFloat32> one = main.constant(1f);
    Operand<TFloat32> count = main.dtypes.cast(batchSize, TFloat32.class);
    Operand<TFloat32> share = main.math.div(one, count);
    Device home = seats.get(0);
    VariableCopies copies = null;
    List<Tower> towers = Tower.onEach(seats, host, main, batchSize);

    List<BatchGradient> byActive = new ArrayList<>();
    Map<Device, List<Operand<TFloat32>>> lastOnDevice = new HashMap<>();
    Operand<TFloat32> lossSum = null;
    List<Operand<TFloat32>> gradientSums = List.of();
    List<Observation> observations = List.of();
    List<Operand<TFloat32>> counts = List.of();
    long resultBytes = 0;
    int farTowers = 0;
    for (Tower tower : towers) {
      Map<Output<?>, Operand<TFloat32>> near =
          copies == null ? Map.of() : copies.at(tower.device());
      Pass pass = Pass.training(tower.tf(), precision, near);
      List<Operand<TFloat32>> before = lastOnDevice.get(tower.device());
      Chunk chunk = before == null ? tower.chunk() : tower.chunk().after(List.copyOf(before));
      Operand<TFloat32> towerLoss = forward.sum(pass, chunk);
      List<Operand<TFloat32>> towerGradients =
          BackwardPass.create(graph, tower, pass, towerLoss, share, parameters.trained());
      lastOnDevice.put(tower.device(), towerGradients);
      TowerResult result = TowerResult.of(pass, towerLoss, towerGradients);
      if (copies == null) {
        copies = VariableCopies.of(main, home, parameters, pass);
      }
      if (!tower.device().worker().equals(home.worker())) {
        resultBytes = result.bytes(parameters.trained());
        farTowers++;
        result = result.sent(tower.tf(), main, parameters.trained());
      }
      lossSum = lossSum == null ? result.loss() : main.math.add(lossSum, result.loss());
      gradientSums = add(main, gradientSums, result.gradients());
      counts = add(main, counts, result.counts());
      if (!result.observations().isEmpty()) {
        observations =
            towers.size() == 1
                ? result.observations()
                : add(main, observations, result.observations(), weight(main, chunk, count));
      }
      byActive.add(
          new BatchGradient(main.math.mul(lossSum, share), gradientSums, observations, counts));
    }
    Traffic traffic =
        new Traffic(
            copies.bytes(),
            resultBytes,
            copies.processes() * copies.bytes() + farTowers * resultBytes);
    return new Towers(towers, byActive, copies.keep(), traffic);
  }

  /** One for each number of active towers, from 1 to all. */
  public List<BatchGradient> byActive() {
    return List.copyOf(byActive);
  }

  /**
   * Brings the values of the variables that no step changes to the towers of other processes, where
   * there are any: to be run whenever they were given values.
   */
  public Optional<Op> keep() {
    return keep;
  }

  /** What a step sends. */
  public Traffic traffic() {
    return traffic;
  }

  /**
   * Where the backward passes belong. {@code addGradients} places nothing, so without this every
   * tower's backward pass would run on the first device.
   */
  public Placement placement() {
    Placement placement = Placement.none();
    for (Tower tower : towers) {
      placement = placement.with(tower.gradientScope() + "/", tower.device());
    }
    return placement;
  }

  private static List<Operand<TFloat32>> add(
      Ops tf, List<Operand<TFloat32>> sums, List<Operand<TFloat32>> terms) {
    List<Operand<TFloat32>> added = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      Operand<TFloat32> term = terms.get(i);
      added.add(sums.isEmpty() ? term : tf.math.add(sums.get(i), term));
    }
    return added;
  }

  private static List<Observation> add(
      Ops tf, List<Observation> sums, List<Observation> terms, Operand<TFloat32> weight) {
    List<Observation> added = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      Observation term = terms.get(i);
      Operand<TFloat32> value = tf.math.mul(term.value(), weight);
      added.add(
          new Observation(
              term.state(),
              term.rate(),
              sums.isEmpty() ? value : tf.math.add(sums.get(i).value(), value)));
    }
    return added;
  }

  /** The part of the batch that a chunk is. */
  private static Operand<TFloat32> weight(Ops tf, Chunk chunk, Operand<TFloat32> count) {
    return tf.math.div(tf.dtypes.cast(chunk.size(), TFloat32.class), count);
  }
}
