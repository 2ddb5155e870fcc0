package dev.towers.cluster;

import dev.towers.Output;
import dev.towers.Version;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Who has a worker. One driver has it at a time, with a server of its own, until it lets go or is
 * not heard of for as long as its lease: so whatever became of the last driver, the next finds a
 * worker as new.
 */
final class Tenancy implements AutoCloseable {
  /** How long a driver may be silent. */
  static final Duration LEASE = Duration.ofSeconds(10);

  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 30_000;

  private final Output output;
  private final int runtimePort;
  private final LongSupplier nanoTime;
  private volatile Tenant tenant;

  /** A driver and what it was given. */
  private static final class Tenant {
    private final String driver;
    private final String lease = UUID.randomUUID().toString();
    private final ServerProcess server;
    private long heard;

    Tenant(String driver, ServerProcess server, long heard) {
      this.driver = driver;
      this.server = server;
      this.heard = heard;
    }
  }

  /** The worker is not for who asks. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }

  /**
   * @param runtimePort on which the servers listen; 0 for any that is free
   * @param nanoTime the time in nanoseconds, from any start
   */
  Tenancy(int runtimePort, Output output, LongSupplier nanoTime) {
    this.runtimePort = runtimePort;
    this.output = output;
    this.nanoTime = nanoTime;
  }

  /** The driver that has the worker. */
  Optional<String> driver() {
    return Optional.ofNullable(tenant).map(now -> now.driver);
  }

  /**
   * Gives the worker to a driver.
   *
   * @throws RefusedException if another has it, or if the driver is of another version
   */
  synchronized Offer take(Claim claim) throws RefusedException, IOException {
    if (!claim.version().equals(Version.number())) {
      throw new RefusedException(
          "is of version %s, the driver of %s: start both from the same jar"
              .formatted(Version.number(), claim.version()));
    }
    if (tenant != null) {
      throw new RefusedException("is taken by " + tenant.driver);
    }
    ServerProcess server = ServerProcess.open();
    tenant = new Tenant(claim.driver(), server, nanoTime.getAsLong());
    output.print("Taken by %s", claim.driver());
    TensorFlowServer.Means means = server.means();
    return new Offer(tenant.lease, means.processors(), means.gpus(), means.bfloat16(), freePort());
  }

  /** It is free now, and below those that systems give to any connection before it is used. */
  private int freePort() {
    if (runtimePort > 0) {
      return runtimePort;
    }
    return ThreadLocalRandom.current()
        .ints(LOWEST_PORT, HIGHEST_PORT)
        .filter(Tenancy::isFree)
        .findFirst()
        .getAsInt();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Starts the server for the driver's run. */
  synchronized void start(String lease, Assignment assignment)
      throws RefusedException, IOException {
    Tenant mine = tenantOf(lease);
    mine.server.start(assignment);
    mine.heard = nanoTime.getAsLong();
  }

  /**
   * Notes that a driver lives.
   *
   * @throws RefusedException if it has the worker no more, or if its server has ended
   */
  synchronized void renew(String lease) throws RefusedException {
    Tenant mine = tenantOf(lease);
    mine.heard = nanoTime.getAsLong();
    Optional<String> problem = mine.server.problem();
    if (problem.isPresent()) {
      throw new RefusedException("has lost its TensorFlow server, which " + problem.get());
    }
  }

  private Tenant tenantOf(String lease) throws RefusedException {
    if (tenant == null || !tenant.lease.equals(lease)) {
      throw new RefusedException("has let this driver go, which was silent for too long");
    }
    return tenant;
  }

  /** Ends the hold of a driver; nothing happens where it has none. */
  synchronized void end(String lease) {
    if (tenant != null && tenant.lease.equals(lease)) {
      leave("Free again");
    }
  }

  /** Ends the hold of a driver that has been silent for too long. */
  synchronized void endSilent() {
    if (tenant != null && nanoTime.getAsLong() - tenant.heard > LEASE.toNanos()) {
      leave("Free again: the driver has been silent for %d seconds".formatted(LEASE.toSeconds()));
    }
  }

  private void leave(String line) {
    tenant.server.close();
    tenant = null;
    output.print(line);
  }

  @Override
  public synchronized void close() {
    if (tenant != null) {
      tenant.server.close();
      tenant = null;
    }
  }
}
