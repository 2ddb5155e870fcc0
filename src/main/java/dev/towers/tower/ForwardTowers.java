package dev.towers.tower;

import dev.towers.graph.Layer;
import dev.towers.graph.Pass;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Replicates a forward pass on every device, and gathers the outputs on the main one. */
public final class ForwardTowers {
  private ForwardTowers() {}

  /**
   * A {@link ForwardPass} for each number of active towers, from 1 to all; a session that fetches
   * one runs no idle tower.
   *
   * @param host on the device that holds the batch
   * @param main on the device that gathers
   * @param batch [batch, ...]
   */
  public static List<ForwardPass> build(
      Ops host, Ops main, List<Device> devices, Operand<TFloat32> batch, Layer layers) {
    List<ForwardPass.Flow> flows = new ArrayList<>();
    List<Operand<TFloat32>> outputs = new ArrayList<>();
    List<ForwardPass> byActive = new ArrayList<>();
    for (Tower tower : Tower.onEach(devices, host, main, rows(host, batch))) {
      Operand<TFloat32> input = tower.chunk().of(batch);
      Operand<TFloat32> output = layers.apply(Pass.inference(tower.tf()), input);
      flows.add(new ForwardPass.Flow(tower.tf().shape(input), tower.tf().shape(output)));
      outputs.add(output);
      byActive.add(new ForwardPass(flows, gather(main, outputs)));
    }
    return List.copyOf(byActive);
  }

  private static Operand<TInt32> rows(Ops tf, Operand<TFloat32> batch) {
    return tf.shape.size(batch, tf.constant(0));
  }

  private static Operand<TFloat32> gather(Ops tf, List<Operand<TFloat32>> outputs) {
    return outputs.size() == 1 ? outputs.get(0) : tf.concat(List.copyOf(outputs), tf.constant(0));
  }
}
