package dev.towers.cluster;

import dev.towers.tower.Cluster;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import java.util.List;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.JobDef;
import org.tensorflow.proto.ServerDef;

/**
 * The part that a worker has in a run.
 *
 * @param runtimes the addresses of all TensorFlow servers
 * @param task the place of its own among them
 * @param devices that its server is to have, as the setting of that name says it
 * @param threads within an op
 */
record Assignment(List<String> runtimes, int task, String devices, int threads) {
  Assignment {
    runtimes = List.copyOf(runtimes);
  }

  /** The same for TensorFlow. */
  ServerDef server() {
    JobDef.Builder job = JobDef.newBuilder().setName(Cluster.JOB);
    for (int i = 0; i < runtimes.size(); i++) {
      job.putTasks(i, runtimes.get(i));
    }
    return ServerDef.newBuilder()
        .setCluster(ClusterDef.newBuilder().addJob(job))
        .setJobName(Cluster.JOB)
        .setTaskIndex(task)
        .setProtocol("grpc")
        .setDefaultSessionConfig(
            Devices.parse(devices, TensorFlowStart.gpus()).serverConfig(threads))
        .build();
  }
}
