package dev.towers.tower;

import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.graph.Pass;
import dev.towers.graph.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
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
 * towers, and a session that fetches one runs no other tower.
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
    List<Tower> towers = Tower.onEach(seats, host, main, batchSize);
    List<Parameter> trained = parameters.trained();
    Replicas replicas = new Replicas(graph, forward, share, trained);
    BatchSums sums = new BatchSums(main, share);
    List<BatchGradient> byActive = new ArrayList<>();

    Tower home = towers.get(0);
    Pass first = Pass.training(home.tf(), precision, Map.of());
    TowerResult result = replicas.add(home, first);
    VariableCopies copies = VariableCopies.of(main, home.device(), parameters, first);
    byActive.add(
        sums.add(towers.size() == 1 ? result : result.weighted(main, home.chunk(), count)));
    long sent = 0;
    long messages = 0;
    for (Tower tower : towers.subList(1, towers.size())) {
      Pass pass = Pass.training(tower.tf(), precision, copies.at(tower.device()));
      result = replicas.add(tower, pass);
      if (!tower.device().worker().equals(home.device().worker())) {
        sent = result.bytes(trained);
        messages++;
        result = result.sent(tower.tf(), main, trained);
      }
      byActive.add(sums.add(result.weighted(main, tower.chunk(), count)));
    }
    long total = copies.processes() * copies.bytes() + messages * sent;
    return new Towers(towers, byActive, copies.keep(), new Traffic(copies.bytes(), sent, total));
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
}
