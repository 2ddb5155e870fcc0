package dev.towers.train;

import dev.towers.data.Augmentation;
import dev.towers.data.Batch;
import dev.towers.data.LabeledImages;
import dev.towers.evaluate.Answerer;
import dev.towers.evaluate.Answers;
import dev.towers.evaluate.Score;
import dev.towers.evaluate.Scorer;
import dev.towers.graph.BatchTensors;
import dev.towers.tower.Arrived;
import dev.towers.tower.Sessions;
import dev.towers.tower.Threads;
import java.nio.file.Path;
import java.time.Duration;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** A network in training: the variables' values, and the ways to change and to ask them. */
public final class TrainingSession implements Answerer, Scorer, AutoCloseable {
  private final TrainingGraph graph;
  private final Session session;
  private final StoredValues values;
  private PreparedStep prepared;

  private TrainingSession(TrainingGraph graph) {
    this.graph = graph;
    session = Sessions.open(graph.graph(), graph.layout());
    values =
        graph.mirror().isPresent()
            ? MirroredValues.open(graph, this::runner, graph.mirror().get())
            : new OwnValues(graph, session);
  }

  /**
   * Opens a session and gives every variable its first value. The caller closes it, and the graph
   * after it.
   */
  public static TrainingSession open(TrainingGraph graph) {
    return open(graph, LabeledImages.none(graph.feeds().shape()));
  }

  /**
   * As the other, on devices that may be those of workers.
   *
   * @param images to train on, which each worker keeps
   */
  public static TrainingSession open(TrainingGraph graph, LabeledImages images) {
    TrainingSession training = new TrainingSession(graph);
    try {
      training.values.initialize();
      graph.feeds().resident().ifPresent(resident -> resident.load(training::runner, images));
      return training;
    } catch (RuntimeException | Error e) {
      training.close();
      throw e;
    }
  }

  /** Of a run that ends when the patience with a cluster does. */
  private Session.Runner runner() {
    return runner(RunOptions.getDefaultInstance());
  }

  /** As the other, for answers, of which several may be wanted at a time. */
  private Session.Runner answerRunner() {
    boolean isFar = !graph.layout().devices().cluster().isNone();
    return isFar ? runner() : runner(Threads.FOR_ANSWERS);
  }

  private Session.Runner runner(RunOptions options) {
    Duration patience = graph.layout().devices().cluster().patience();
    RunOptions patient = options.toBuilder().setTimeoutInMs(patience.toMillis()).build();
    return patient.equals(RunOptions.getDefaultInstance())
        ? session.runner()
        : session.runner().setOptions(patient);
  }

  /**
   * One step on a batch; returns the mean loss before the update.
   *
   * @param epoch where in the optimizer's schedules the step is: see {@link Schedule#at}
   */
  public float step(Batch batch, double epoch) {
    if (prepared == null || prepared.batchSize() != batch.size()) {
      prepare(batch);
    }
    return prepared.run(batch, epoch);
  }

  /**
   * Takes a step that is traced, which takes longer; returns what has travelled between the
   * processes of the cluster for it.
   *
   * @param epoch as for {@link #step}
   */
  public Arrived arrived(Batch batch, double epoch) {
    RunOptions traced =
        RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
    try (PreparedStep step = PreparedStep.open(runner(traced), graph, batch)) {
      return Arrived.of(step.trace(batch, epoch));
    }
  }

  /** How the images of a step are varied. */
  public Augmentation augmentation() {
    return graph.method().augmentation();
  }

  /** The learning rate of the step that is taken there. */
  public float learningRateAt(double epoch) {
    return graph.method().optimizer().learningRate().at(epoch);
  }

  /**
   * How many images were told right, each before the step that it was part of, since this was last
   * asked; the method must count them.
   */
  public long takeCorrect() {
    TrainingGraph.Counter counter = graph.correct().orElseThrow();
    long correct;
    // What is fetched is the memory of the variable, so it is read before that is reset.
    try (Result result = runner().fetch(counter.value()).run()) {
      correct = (long) ((TFloat32) result.get(0)).getFloat();
    }
    runner().addTarget(counter.reset()).run().close();
    return correct;
  }

  @Override
  public Answers answer(Batch batch) {
    try (TUint8 images = BatchTensors.openImages(batch, graph.feeds().shape());
        Result result =
            answerRunner()
                .feed(graph.feeds().images(), images)
                .fetch(graph.inference().classes())
                .fetch(graph.inference().probabilities())
                .run()) {
      return new Answers(
          BatchTensors.labels((TInt64) result.get(0)), BatchTensors.rows((TFloat32) result.get(1)));
    }
  }

  /** Holds its answers to the labels, with the cross-entropy for the loss. */
  @Override
  public Score score(Batch batch) {
    try (TUint8 images = BatchTensors.openImages(batch, graph.feeds().shape());
        TInt32 labels = BatchTensors.openLabels(batch);
        Result result =
            answerRunner()
                .feed(graph.feeds().images(), images)
                .feed(graph.feeds().labels(), labels)
                .fetch(graph.inference().classes())
                .fetch(graph.lossSum())
                .run()) {
      int[] classes = BatchTensors.labels((TInt64) result.get(0));
      int correct = 0;
      for (int i = 0; i < batch.size(); i++) {
        correct += classes[i] == batch.labels()[i] ? 1 : 0;
      }
      return new Score(batch.size(), correct, ((TFloat32) result.get(1)).getFloat());
    }
  }

  /**
   * Writes every variable to TensorFlow checkpoint files.
   *
   * @param prefix the path of the files without their endings
   * @throws DivergedException if one of the numbers is infinite or none; nothing is written then
   */
  public void save(Path prefix) {
    values.save(prefix);
  }

  /**
   * Gives every variable, the optimizer's slots among them, the value that {@link #save} wrote.
   *
   * @param prefix the path of the files without their endings
   */
  public void restore(Path prefix) {
    values.restore(prefix);
  }

  @Override
  public void close() {
    if (prepared != null) {
      prepared.close();
    }
    values.close();
    Sessions.close(session::close, graph.layout());
  }

  /** Happens twice an epoch where the last batch is smaller. */
  private void prepare(Batch batch) {
    if (prepared != null) {
      prepared.close();
    }
    prepared = PreparedStep.open(runner(), graph, batch);
  }
}
