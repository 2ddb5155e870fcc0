package dev.towers.train;

import java.nio.file.Path;
import org.tensorflow.Operation;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.types.TString;

/** Of a session of this process, which reads and writes the files itself. */
record OwnValues(TrainingGraph graph, Session session) implements StoredValues {
  @Override
  public void initialize() {
    session.runner().addTarget(graph.variables().initialize()).run().close();
  }

  @Override
  public void save(Path prefix) {
    try {
      runWithFile(prefix, graph.variables().checkpoint().save());
    } catch (TFInvalidArgumentException e) {
      throw new DivergedException(e);
    }
  }

  @Override
  public void restore(Path prefix) {
    runWithFile(prefix, graph.variables().checkpoint().restore());
  }

  private void runWithFile(Path prefix, Operation target) {
    try (TString path = TString.scalarOf(prefix.toString())) {
      session
          .runner()
          .feed(graph.variables().checkpoint().prefix(), path)
          .addTarget(target)
          .run()
          .close();
    }
  }
}
