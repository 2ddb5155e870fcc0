package dev.towers.tower;

import java.util.List;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.NodeOutput;
import org.tensorflow.proto.RunMetadata;

/**
 * What travels between the processes of a {@link Cluster} for one run of a session: tensors,
 * without what the network adds around them.
 *
 * @param messages one for each tensor
 */
public record Traffic(int messages, long bytes) {
  /** As TensorFlow calls the message that brings a tensor. */
  private static final String MESSAGE = "RecvTensor";

  /**
   * What has arrived, by the account of the servers.
   *
   * @param metadata of a run that was traced in full
   */
  public static Traffic of(RunMetadata metadata) {
    List<NodeExecStats> received =
        metadata.getStepStats().getDevStatsList().stream()
            .map(DeviceStepStats::getNodeStatsList)
            .flatMap(List::stream)
            .filter(event -> event.getNodeName().equals(MESSAGE))
            .toList();
    return new Traffic(received.size(), received.stream().mapToLong(Traffic::bytes).sum());
  }

  private static long bytes(NodeExecStats event) {
    return event.getOutputList().stream()
        .map(NodeOutput::getTensorDescription)
        .mapToLong(tensor -> tensor.getAllocationDescription().getRequestedBytes())
        .sum();
  }

  /**
   * What a step with a tower on each device sends by its design: the weights to each process but
   * that of the main device, and the gradients from each tower there. The places of the images, the
   * losses and what layers observe come on top.
   *
   * @param weights bytes of all variables of the network
   * @param gradients bytes of the trained ones
   */
  public static Traffic ofStep(Devices devices, long weights, long gradients) {
    List<Device> far =
        devices.list().stream()
            .filter(device -> !device.worker().equals(devices.main().worker()))
            .toList();
    int others = Math.toIntExact(far.stream().map(Device::worker).distinct().count());
    return new Traffic(others + far.size(), others * weights + far.size() * gradients);
  }
}
