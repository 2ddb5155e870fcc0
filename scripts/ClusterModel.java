import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.bench.StepModel;
import dev.towers.bench.StepModel.Link;
import dev.towers.bench.StepModel.Measured;
import dev.towers.bench.StepModel.Work;
import dev.towers.files.Json;
import dev.towers.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes a {@link StepModel} from steps on a network without delay, and prints what it foretells
 * beside what was measured on others, then how far the design goes by it. {@code
 * scripts/cluster-model} measures, and runs it.
 *
 * <p>Use: java -cp target/train.jar scripts/ClusterModel.java FOLDER [COMPUTE_MILLIS]
 *
 * <p>or, for the last table alone: ... MILLIS_PER_PROCESS MILLIS_PER_MEGABYTE COMPUTE_MILLIS
 *
 * <p>FOLDER holds files of {@code bench --cluster --json}: {@code NETWORK_DELAY_RATE.json} of two
 * processes, with milliseconds one way and MB/s of a link, 0 where it was not limited; {@code
 * NETWORK_loopback.json} of two that share a host; {@code NETWORK_one.json} of two towers in one
 * process. COMPUTE_MILLIS is the time
 * of a tower's arithmetic for the last table (default: 100).
 */
public final class ClusterModel {
  private static final double DELAY_OF_A_ROOM = 0.05;
  private static final int[] PROCESSES = {2, 8, 32, 128, 1024};
  private static final double[] GIGABITS = {1, 10, 25, 100};
  private static final long[] PARAMETERS = {62_006, 2_000_000, 25_000_000};

  private ClusterModel() {}

  /** Two towers, and one tower alone, on the same network. */
  private record Point(
      String network, double delay, double rate, double alone, double together, double bytes) {

    static Point read(Path folder, String network, String name) throws IOException {
      return read(folder.resolve(network + "_" + name + ".json"), network, 0, 0);
    }

    static Point read(Path file) throws IOException {
      String[] name = file.getFileName().toString().replace(".json", "").split("_");
      return read(file, name[0], Double.parseDouble(name[1]), Double.parseDouble(name[2]));
    }

    private static Point read(Path file, String network, double delay, double rate)
        throws IOException {
      double alone = 0;
      double together = 0;
      double bytes = 0;
      for (JsonNode row : Json.parse(Files.readString(file)).get("results")) {
        JsonNode exchange = row.get("exchange");
        if (!row.get("scaling").asText().equals("weak")) {
          continue;
        }
        if (row.get("towers").asInt() == 1) {
          alone = row.get("step_millis_median").asDouble();
        } else {
          together = row.get("step_millis_median").asDouble();
          bytes = exchange.get("measured").get("bytes").asDouble();
        }
      }
      return new Point(network, delay, rate, alone, together, bytes);
    }

    boolean isInstant() {
      return delay == 0 && rate == 0;
    }

    Link link() {
      return new Link(delay, rate == 0 ? Double.POSITIVE_INFINITY : rate * 1e6);
    }
  }

  public static void main(String[] args) throws IOException {
    if (args.length == 3) {
      double[] terms = Stream.of(args).mapToDouble(Double::parseDouble).toArray();
      printReach(new StepModel(terms[0], terms[1]), terms[2]);
      return;
    }
    List<Point> points = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.filter(path -> path.toString().matches(".*_.*_.*json")).toList()) {
        points.add(Point.read(file));
      }
    }
    points.sort(
        Comparator.comparing(Point::bytes)
            .thenComparing(Point::network)
            .thenComparing(Point::delay)
            .thenComparing(Point::rate));
    List<Point> instant = points.stream().filter(Point::isInstant).toList();
    if (instant.size() < 2) {
      System.err.println("error: two networks without delay make a model, there are " + instant);
      System.exit(2);
    }
    Map<String, Point> oneProcess = new HashMap<>();
    List<Measured> carried = new ArrayList<>();
    List<Measured> loopback = new ArrayList<>();
    for (Point point : instant) {
      Point one = Point.read(Path.of(args[0]), point.network(), "one");
      oneProcess.put(point.network(), one);
      carried.add(measured(one, point));
      loopback.add(measured(one, Point.read(Path.of(args[0]), point.network(), "loopback")));
    }
    StepModel model = through("the script's network", carried);
    printErrors(points, instant, oneProcess, model);
    System.out.println();
    printReach(
        through("loopback", loopback), args.length > 1 ? Double.parseDouble(args[1]) : 100);
  }

  /** What two processes take beyond two towers in one. */
  private static Measured measured(Point one, Point two) {
    return new Measured(new Work(one.together(), 2, two.bytes()), two.together());
  }

  private static StepModel through(String where, List<Measured> measured) {
    StepModel model = StepModel.through(measured.get(0), measured.get(measured.size() - 1));
    System.out.println(
        format(
            "Over %s: %.2f ms for each further process, %.2f ms for each MB",
            where, model.millisPerProcess(), model.millisPerMegabyte()));
    return model;
  }

  private static void printErrors(
      List<Point> points, List<Point> instant, Map<String, Point> oneProcess, StepModel model) {
    List<List<String>> rows = new ArrayList<>();
    for (Point point : points) {
      double compute =
          instant.stream()
              .filter(one -> one.network().equals(point.network()))
              .findFirst()
              .orElseThrow()
              .alone();
      double alone = model.stepMillis(new Work(compute, 1, 0), point.link());
      double both = oneProcess.get(point.network()).together();
      double together = model.stepMillis(new Work(both, 2, point.bytes()), point.link());
      rows.add(
          List.of(
              point.network(),
              format("%.1f", point.delay()),
              point.rate() == 0 ? "-" : format("%.1f", point.rate()),
              format("%,.0f", point.bytes() / 1e3),
              format("%.1f", alone),
              format("%.1f", point.alone()),
              error(point, alone, point.alone()),
              format("%.1f", together),
              format("%.1f", point.together()),
              error(point, together, point.together())));
    }
    new TextTable(
            List.of(
                "network",
                "ms one way",
                "MB/s",
                "kB a step",
                "1 process: foretold",
                "measured",
                "error",
                "2 processes: foretold",
                "measured",
                "error"),
            rows)
        .lines()
        .forEach(System.out::println);
  }

  private static String error(Point point, double foretold, double measured) {
    double error = foretold / measured - 1;
    boolean fitted = point.isInstant() && Math.abs(error) < 1e-6;
    return fitted ? "fitted" : format("%+.0f %%", 100 * error);
  }

  private static void printReach(StepModel model, double compute) {
    System.out.println(
        format(
            "Efficiency of weak scaling where the arithmetic of a tower takes %.0f ms, %.2f ms one way:"
                + " variables on the first worker / spread over all",
            compute, DELAY_OF_A_ROOM));
    List<String> heading = new ArrayList<>(List.of("parameters", "Gbit/s"));
    for (int processes : PROCESSES) {
      heading.add(processes + " processes");
    }
    List<List<String>> rows = new ArrayList<>();
    for (long parameters : PARAMETERS) {
      for (double gigabits : GIGABITS) {
        Link link = new Link(DELAY_OF_A_ROOM, gigabits * 1e9 / 8);
        double bytes = (double) parameters * Float.BYTES;
        List<String> row =
            new ArrayList<>(List.of(format("%,d", parameters), format("%.0f", gigabits)));
        for (int processes : PROCESSES) {
          row.add(
              format(
                  "%.0f / %.0f %%",
                  100 * model.efficiency(Work.ofTowers(compute, processes, bytes), link),
                  100 * model.efficiency(Work.spread(compute, processes, bytes), link)));
        }
        rows.add(row);
      }
    }
    new TextTable(heading, rows).lines().forEach(System.out::println);
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
