package dev.towers.train;

import dev.towers.graph.VariableExchange;
import dev.towers.tower.Sessions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.Operation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * Of a session of other processes, which may see none of our files: the same variables in this
 * process get their first values, read and write, and the values are exchanged.
 */
final class MirroredValues implements StoredValues {
  private final Supplier<Session.Runner> remote;
  private final VariableExchange far;
  private final Optional<Operation> keep;
  private final Session mirror;
  private final VariableExchange near;
  private final OwnValues own;

  private MirroredValues(
      Supplier<Session.Runner> remote,
      VariableExchange far,
      Optional<Operation> keep,
      Session mirror,
      VariableExchange near,
      OwnValues own) {
    this.remote = remote;
    this.far = far;
    this.keep = keep;
    this.mirror = mirror;
    this.near = near;
    this.own = own;
  }

  /**
   * The caller closes it.
   *
   * @param graph of the session of other processes
   * @param mirror a graph of the same variables for a session of this process
   */
  static MirroredValues open(
      TrainingGraph graph, Supplier<Session.Runner> remote, TrainingGraph mirror) {
    Ops tf = Ops.create(graph.graph()).withDevice(graph.layout().devices().main().spec());
    VariableExchange far = VariableExchange.create(tf, graph.variables().all());
    VariableExchange near =
        VariableExchange.create(Ops.create(mirror.graph()), mirror.variables().all());
    Session session = Sessions.open(mirror.graph(), mirror.layout());
    return new MirroredValues(
        remote, far, graph.variables().keep(), session, near, new OwnValues(mirror, session));
  }

  @Override
  public void initialize() {
    own.initialize();
    send();
  }

  @Override
  public void save(Path prefix) {
    try (Result values = far.take(remote.get())) {
      near.give(mirror.runner(), values);
    }
    own.save(prefix);
  }

  @Override
  public void restore(Path prefix) {
    own.restore(prefix);
    send();
  }

  private void send() {
    try (Result values = near.take(mirror.runner())) {
      far.give(remote.get(), values);
    }
    keep.ifPresent(op -> remote.get().addTarget(op).run().close());
  }

  @Override
  public void close() {
    mirror.close();
  }
}
