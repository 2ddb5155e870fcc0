import dev.towers.tower.TensorFlowStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.RemoteSession;
import org.tensorflow.Result;
import org.tensorflow.Server;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.JobDef;
import org.tensorflow.proto.ServerDef;
import org.tensorflow.types.TFloat32;

/**
 * The bare exchange of a step of several processes, without a network's arithmetic: each has the
 * values of all variables sent to it and sends as many numbers back, which are subtracted where the
 * variables are. They are on the first process, on one more that has no tower, or spread over all.
 * {@code scripts/cluster-placement} starts the processes, and runs it.
 *
 * <p>Use: java -cp target/train.jar scripts/VariablePlacement.java server HOST:PORT,... TASK
 *
 * <p>or, where the last host is the one without a tower: ... exchange HOST:PORT,... NUMBERS STEPS
 */
public final class VariablePlacement {
  private static final String JOB = "worker";
  private static final int WARM_UP = 10;

  private VariablePlacement() {}

  /** Where the variables are. */
  private enum Placement {
    FIRST,
    APART,
    SPREAD;

    List<Integer> tasks(int towers) {
      return switch (this) {
        case FIRST -> List.of(0);
        case APART -> List.of(towers);
        case SPREAD -> IntStream.range(0, towers).boxed().toList();
      };
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    TensorFlowStart.ensure();
    List<String> hosts = List.of(arguments[1].split(","));
    if (arguments[0].equals("server")) {
      serve(hosts, Integer.parseInt(arguments[2]));
    }
    int numbers = Integer.parseInt(arguments[2]);
    int steps = Integer.parseInt(arguments[3]);
    for (Placement placement : Placement.values()) {
      double[] millis = exchange(hosts, placement, numbers, steps);
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "%s %.2f %.2f %.2f%n",
          placement.name().toLowerCase(Locale.ROOT),
          millis[steps / 2],
          millis[steps / 10],
          millis[steps * 9 / 10]);
    }
    Runtime.getRuntime().halt(0); // TensorFlow's client keeps threads that do not end
  }

  private static void serve(List<String> hosts, int task) throws InterruptedException {
    JobDef.Builder job = JobDef.newBuilder().setName(JOB);
    for (int i = 0; i < hosts.size(); i++) {
      job.putTasks(i, hosts.get(i));
    }
    Server server =
        new Server(
            ServerDef.newBuilder()
                .setCluster(ClusterDef.newBuilder().addJob(job))
                .setJobName(JOB)
                .setTaskIndex(task)
                .setProtocol("grpc")
                .setDefaultSessionConfig(threads())
                .build());
    server.start();
    System.out.println("up");
    server.join();
  }

  private static ConfigProto threads() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(4)
        .setIsolateSessionState(true)
        .build();
  }

  /** The milliseconds of each step. */
  private static double[] exchange(
      List<String> hosts, Placement placement, int numbers, int steps) {
    int towers = hosts.size() - 1;
    List<Integer> homes = placement.tasks(towers);
    try (Graph graph = new Graph()) {
      List<Op> initial = new ArrayList<>();
      List<Op> updates = new ArrayList<>();
      List<Operand<TFloat32>> firstNumbers = new ArrayList<>();
      for (int home : homes) {
        Ops tf = on(graph, home).withSubScope("home" + home);
        long size = numbers / homes.size();
        Variable<TFloat32> variable = tf.variable(Shape.of(size), TFloat32.class);
        initial.add(tf.assign(variable, tf.fill(tf.constant(new long[] {size}), tf.constant(1f))));
        Operand<TFloat32> sum = null;
        for (int tower = 0; tower < towers; tower++) {
          Ops there = on(graph, tower).withSubScope("tower" + tower + "of" + home);
          Operand<TFloat32> gradient =
              there.math.mul(there.identity(variable), there.constant(0.001f * (tower + 1)));
          sum = sum == null ? gradient : tf.math.add(sum, gradient);
        }
        Op update = tf.assignSub(variable, sum);
        updates.add(update);
        firstNumbers.add(
            tf.withControlDependencies(List.of(update))
                .slice(variable, tf.constant(new int[] {0}), tf.constant(new int[] {1})));
      }
      try (Session session = RemoteSession.open(graph, "grpc://" + hosts.get(0), threads())) {
        Session.Runner first = session.runner();
        initial.forEach(first::addTarget);
        first.run().close();
        double[] millis = new double[steps];
        for (int i = -WARM_UP; i < steps; i++) {
          long start = System.nanoTime();
          Session.Runner step = session.runner();
          updates.forEach(step::addTarget);
          firstNumbers.forEach(step::fetch);
          try (Result result = step.run()) {
            if (i >= 0) {
              millis[i] = (System.nanoTime() - start) / 1e6;
            }
            requireValue(result, WARM_UP + i + 1, towers);
          }
        }
        return millis;
      }
    }
  }

  /** Every placement must compute the same. */
  private static void requireValue(Result result, int steps, int towers) {
    float value = 1;
    for (int step = 0; step < steps; step++) {
      float sum = 0;
      for (int tower = 0; tower < towers; tower++) {
        sum += value * (0.001f * (tower + 1));
      }
      value -= sum;
    }
    for (int i = 0; i < result.size(); i++) {
      float found = ((TFloat32) result.get(i)).getFloat(0);
      if (found != value) {
        throw new IllegalStateException("expected " + value + ", found " + found);
      }
    }
  }

  private static Ops on(Graph graph, int task) {
    return Ops.create(graph)
        .withDevice(
            DeviceSpec.newBuilder()
                .job(JOB)
                .replica(0)
                .task(task)
                .deviceType(DeviceSpec.DeviceType.CPU)
                .deviceIndex(0)
                .build());
  }
}
