package dev.towers.tower;

import dev.towers.graph.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Replicates a forward pass on every device and adds the backward pass of each.
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
 */
public final class Towers {
  private final List<Tower> towers;
  private final List<BatchGradient> byActive;

  private Towers(List<Tower> towers, List<BatchGradient> byActive) {
    this.towers = towers;
    this.byActive = byActive;
  }

  /**
   * Adds a tower for each device.
   *
   * @param graph the graph that {@code host} and {@code main} build
   * @param host on the device that holds the batch
   * @param main on the device that puts the gradients together
   * @param batchSize the true size of the batch: a scalar
   */
  public static Towers build(
      Graph graph,
      Ops host,
      Ops main,
      List<Device> devices,
      List<Parameter> parameters,
      Operand<TInt32> batchSize,
      TowerLoss forward) {
    Operand<TFloat32> one = main.constant(1f);
    Operand<TFloat32> share = main.math.div(one, main.dtypes.cast(batchSize, TFloat32.class));
    Output<?>[] variables =
        parameters.stream().map(p -> p.variable().asOutput()).toArray(Output<?>[]::new);
    List<Tower> towers = Tower.onEach(devices, host, main, batchSize);

    List<BatchGradient> byActive = new ArrayList<>();
    Operand<TFloat32> lossSum = null;
    List<Operand<TFloat32>> gradientSums = List.of();
    for (Tower tower : towers) {
      Operand<TFloat32> towerLoss = forward.sum(tower.tf(), tower.chunk());
      Output<?>[] towerGradients =
          graph.addGradients(
              tower.gradientScope(),
              new Output<?>[] {towerLoss.asOutput()},
              variables,
              new Output<?>[] {share.asOutput()});
      lossSum = lossSum == null ? towerLoss : main.math.add(lossSum, towerLoss);
      gradientSums = add(main, gradientSums, towerGradients);
      byActive.add(new BatchGradient(main.math.mul(lossSum, share), gradientSums));
    }
    return new Towers(towers, byActive);
  }

  /** One for each number of active towers, from 1 to all. */
  public List<BatchGradient> byActive() {
    return List.copyOf(byActive);
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
      Ops tf, List<Operand<TFloat32>> sums, Output<?>[] terms) {
    List<Operand<TFloat32>> added = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      Operand<TFloat32> term = terms[i].expect(TFloat32.class);
      added.add(sums.isEmpty() ? term : tf.math.add(sums.get(i), term));
    }
    return added;
  }
}
