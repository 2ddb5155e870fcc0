package dev.towers.tower;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;

/**
 * The place of one replica.
 *
 * @param index from 0
 * @param tf the scope and the device that its ops belong to
 * @param backward those of what its backward pass has beside the gradients of ops
 * @param chunk its part of the batch
 */
record Tower(int index, Device device, Ops tf, Ops backward, Chunk chunk) {

  /**
   * A tower on each seat.
   *
   * @param seats the devices of the towers, one of them as often as it has towers
   * @param host on the device that holds the batch
   * @param main whose scope the towers' scopes are in
   * @param batchSize a scalar
   */
  static List<Tower> onEach(List<Device> seats, Ops host, Ops main, Operand<TInt32> batchSize) {
    List<Chunk> chunks = Chunk.cut(host.withSubScope("chunks"), seats, batchSize);
    List<Tower> towers = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      Device seat = seats.get(i);
      Ops forward = main.withSubScope("tower_" + i).withDevice(seat.spec());
      Ops backward =
          main.withSubScope(gradientScope(i)).withSubScope("kernels").withDevice(seat.spec());
      towers.add(new Tower(i, seat, forward, backward, chunks.get(i)));
    }
    return List.copyOf(towers);
  }

  /** The scope of the backward pass, whose ops have no device until they are placed. */
  String gradientScope() {
    return gradientScope(index);
  }

  /** That of the tower with an index. */
  static String gradientScope(int index) {
    return "gradients_" + index;
  }
}
