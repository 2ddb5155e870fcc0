package dev.towers.train;

import dev.towers.graph.Parameter;
import dev.towers.graph.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.io.file.PathUtils;

/**
 * All that training has changed so far, read back from a checkpoint.
 *
 * @param weights all variables of the network, running statistics among them
 * @param velocities the optimizer's slots, by the names of their parameters
 */
record Snapshot(Weights weights, Weights velocities) {
  private static final String SLOT = ".momentum";

  static Snapshot of(TrainingSession session, TrainingGraph graph) {
    try {
      Path folder = Files.createTempDirectory("snapshot-");
      try {
        Path checkpoint = folder.resolve("weights");
        session.save(checkpoint);
        List<String> trained = graph.variables().trained().stream().map(Parameter::name).toList();
        Weights slots = Weights.read(checkpoint, trained.stream().map(n -> n + SLOT).toList());
        Map<String, float[]> velocities = new LinkedHashMap<>();
        trained.forEach(name -> velocities.put(name, slots.of(name + SLOT)));
        return new Snapshot(
            Weights.read(checkpoint, graph.variables().names()), new Weights(velocities));
      } finally {
        PathUtils.deleteDirectory(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the variables whose weights or velocities differ in any bit. */
  Set<String> differingFrom(Snapshot other) {
    Set<String> differing = new TreeSet<>(weights.differingFrom(other.weights));
    differing.addAll(velocities.differingFrom(other.velocities));
    return differing;
  }
}
