package dev.towers.bench;

/**
 * How long a step of towers on several processes takes.
 *
 * <pre>
 * step = compute + millisPerProcess (P - 1) + bytes (millisPerMegabyte + 1 / rate) + trips 2 delay
 * </pre>
 *
 * <p>The process that has the variables sends their values to the P - 1 others, each of which then
 * computes, and sends the gradients of each of its towers back. All of that goes over one link,
 * that of the first process, and one part waits for the other; so no byte and no trip hides behind
 * another or behind the arithmetic.
 *
 * @param millisPerProcess what each further process costs, however little it is sent
 * @param millisPerMegabyte of a million bytes, for packing, copying and adding them up: what they
 *     cost on a network that takes no time
 */
public record StepModel(double millisPerProcess, double millisPerMegabyte) {
  public StepModel {
    if (!(millisPerProcess >= 0 && millisPerMegabyte >= 0)) {
      throw new IllegalArgumentException(
          "%f ms for each process, %f for each MB".formatted(millisPerProcess, millisPerMegabyte));
    }
  }

  /** To the first worker and back: the driver asks for the step and hears of its end. */
  private static final int TRIPS_OF_DRIVER = 1;

  /**
   * Between the workers: the order to run, the call for the values of the variables, these, and the
   * gradients, which were called for before. Each is half a trip.
   */
  private static final int TRIPS_OF_WORKERS = 2;

  private static final double MEGABYTE = 1e6;

  /**
   * What is to be done in a step.
   *
   * @param computeMillis of one tower alone on its chunk, its step being driven from another
   *     process
   * @param processes that the towers sit in
   * @param bytes over the link that carries most, in both directions
   */
  public record Work(double computeMillis, int processes, double bytes) {
    /**
     * With a tower in each process, the first of which has the variables.
     *
     * @param modelBytes the size of the weights, and of a gradient
     */
    public static Work ofTowers(double computeMillis, int processes, double modelBytes) {
      return new Work(computeMillis, processes, 2 * (processes - 1) * modelBytes);
    }

    /**
     * With a tower in each process, and the variables in another that has none, as the driver's
     * would be.
     */
    public static Work apart(double computeMillis, int processes, double modelBytes) {
      return new Work(computeMillis, processes + 1, 2 * processes * modelBytes);
    }

    /**
     * With a tower and an equal part of the variables in each process: each sends its part to all
     * others and gets the gradients for it. A ring all-reduce has the same bytes on every link.
     */
    public static Work spread(double computeMillis, int processes, double modelBytes) {
      return new Work(computeMillis, processes, 2.0 * (processes - 1) / processes * modelBytes);
    }
  }

  /**
   * A network.
   *
   * @param delayMillis one way, between any two hosts
   * @param bytesPerSecond of the link of each host, in each direction
   */
  public record Link(double delayMillis, double bytesPerSecond) {
    /** One that takes no time. */
    public static final Link INSTANT = new Link(0, Double.POSITIVE_INFINITY);

    double millis(double bytes) {
      return bytes / bytesPerSecond * 1000;
    }
  }

  /**
   * A step that was measured on a network that takes next to no time.
   *
   * @param millis that it took
   */
  public record Measured(Work work, double millis) {
    /** What it took beyond the arithmetic, for each further process. */
    private double extraPerProcess() {
      return (millis - work.computeMillis()) / (work.processes() - 1);
    }

    private double megabytesPerProcess() {
      return work.bytes() / MEGABYTE / (work.processes() - 1);
    }
  }

  /**
   * The model that agrees with two steps, of a small network and of a large one. Where a process
   * would by these cost less than nothing, since the machine was not quiet, it costs nothing, and
   * the model agrees with the large one.
   *
   * @throws IllegalArgumentException if they send the same bytes, sit in one process, or if the
   *     large one takes no longer than its arithmetic
   */
  public static StepModel through(Measured small, Measured large) {
    double megabytes = large.megabytesPerProcess() - small.megabytesPerProcess();
    if (!(megabytes > 0) || Double.isInfinite(megabytes)) {
      throw new IllegalArgumentException("%s sends no less than %s".formatted(small, large));
    }
    double perMegabyte = (large.extraPerProcess() - small.extraPerProcess()) / megabytes;
    double perProcess = small.extraPerProcess() - perMegabyte * small.megabytesPerProcess();
    return perProcess >= 0
        ? new StepModel(perProcess, perMegabyte)
        : new StepModel(0, large.extraPerProcess() / large.megabytesPerProcess());
  }

  /** A step of a work on a network. */
  public double stepMillis(Work work, Link link) {
    int trips = TRIPS_OF_DRIVER + (work.processes() > 1 ? TRIPS_OF_WORKERS : 0);
    return work.computeMillis()
        + millisPerProcess * (work.processes() - 1)
        + millisPerMegabyte * work.bytes() / MEGABYTE
        + link.millis(work.bytes())
        + trips * 2 * link.delayMillis();
  }

  /**
   * The part of the time that is arithmetic: the efficiency of weak scaling against one tower that
   * its driver reaches without delay.
   */
  public double efficiency(Work work, Link link) {
    return work.computeMillis() / stepMillis(work, link);
  }
}
