package dev.towers.tower;

import dev.towers.graph.Parameter;
import dev.towers.graph.Pass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Adds the forward and the backward pass of towers; those on one device run in turn. */
final class Replicas {
  private final Graph graph;
  private final TowerLoss forward;
  private final Operand<TFloat32> share;
  private final List<Parameter> trained;
  private final Map<Device, List<Operand<TFloat32>>> lastOnDevice = new HashMap<>();

  /**
   * None yet.
   *
   * @param share what an example has in the mean over the batch: the gradient that a tower's loss
   *     has
   * @param trained what to differentiate by
   */
  Replicas(Graph graph, TowerLoss forward, Operand<TFloat32> share, List<Parameter> trained) {
    this.graph = graph;
    this.forward = forward;
    this.share = share;
    this.trained = trained;
  }

  /**
   * Adds one.
   *
   * @param pass in the scope of the tower
   */
  TowerResult add(Tower tower, Pass pass) {
    List<Operand<TFloat32>> before = lastOnDevice.get(tower.device());
    Chunk chunk = before == null ? tower.chunk() : tower.chunk().after(List.copyOf(before));
    Operand<TFloat32> loss = forward.sum(pass, chunk);
    List<Operand<TFloat32>> gradients =
        BackwardPass.create(graph, tower, pass, loss, share, trained);
    lastOnDevice.put(tower.device(), gradients);
    return TowerResult.of(pass, loss, gradients);
  }
}
