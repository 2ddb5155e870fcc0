package dev.towers.tower;

import java.util.List;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.NodeOutput;
import org.tensorflow.proto.RunMetadata;

/**
 * What has travelled between the processes of a {@link Cluster} for one run of a session: tensors,
 * without what the network adds around them. {@link Traffic} is what should.
 *
 * @param messages one for each tensor
 */
public record Arrived(int messages, long bytes) {
  /** As TensorFlow calls the message that brings a tensor. */
  private static final String MESSAGE = "RecvTensor";

  /**
   * By the account of the servers.
   *
   * @param metadata of a run that was traced in full
   */
  public static Arrived of(RunMetadata metadata) {
    List<NodeExecStats> received =
        metadata.getStepStats().getDevStatsList().stream()
            .map(DeviceStepStats::getNodeStatsList)
            .flatMap(List::stream)
            .filter(event -> event.getNodeName().equals(MESSAGE))
            .toList();
    return new Arrived(received.size(), received.stream().mapToLong(Arrived::bytes).sum());
  }

  private static long bytes(NodeExecStats event) {
    return event.getOutputList().stream()
        .map(NodeOutput::getTensorDescription)
        .mapToLong(tensor -> tensor.getAllocationDescription().getRequestedBytes())
        .sum();
  }
}
