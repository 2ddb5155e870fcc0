package dev.towers.train;

import dev.towers.data.Batch;
import dev.towers.graph.BatchTensors;
import dev.towers.tower.Chunks;
import dev.towers.tower.Threads;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.IntDataBuffer;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A step made ready for batches of one size: what is fed is written over the batch before, so that
 * a step leaves next to nothing for the garbage collector.
 */
final class PreparedStep implements AutoCloseable {
  private final TUint8 images;
  private final TInt32 places;
  private final TInt32 labels;
  private final TInt32 views;
  private final FedNumbers numbers;
  private final ByteDataBuffer pixelMemory;
  private final IntDataBuffer placeMemory;
  private final IntDataBuffer labelMemory;
  private final IntDataBuffer viewMemory;
  private final Session.Runner runner;
  private final int batchSize;

  private PreparedStep(Session.Runner runner, TrainingGraph graph, Batch first) {
    this.runner = runner;
    images = BatchTensors.openImages(first, graph.feeds().shape());
    places = BatchTensors.openPlaces(first);
    labels = BatchTensors.openLabels(first);
    views = BatchTensors.openViews(first);
    numbers = FedNumbers.open(graph.schedules());
    pixelMemory = images.asRawTensor().data();
    placeMemory = places.asRawTensor().data().asInts();
    labelMemory = labels.asRawTensor().data().asInts();
    viewMemory = views.asRawTensor().data().asInts();
    batchSize = first.size();
    int active = new Chunks(batchSize, graph.layout().towers()).active();
    TrainingGraph.Step step = graph.steps().get(active - 1);
    runner.feed(graph.feeds().labels(), labels).fetch(step.loss()).addTarget(step.update());
    if (graph.feeds().resident().isPresent()) {
      runner.feed(graph.feeds().resident().get().places(), places);
    } else {
      runner.feed(graph.feeds().images(), images);
    }
    graph.feeds().views().ifPresent(place -> runner.feed(place, views));
    numbers.feed(runner);
    if (graph.layout().runsInCallingThread()) {
      runner.setOptions(Threads.IN_CALLING_THREAD);
    }
  }

  /**
   * Makes a step ready for batches of the size of {@code first}; the caller closes it.
   *
   * @param runner of the session, which nothing else uses
   */
  static PreparedStep open(Session.Runner runner, TrainingGraph graph, Batch first) {
    return new PreparedStep(runner, graph, first);
  }

  /** The size of the batches that it takes. */
  int batchSize() {
    return batchSize;
  }

  /** Takes the step; returns the mean loss before the update. */
  float run(Batch batch, double epoch) {
    write(batch, epoch);
    try (Result result = runner.run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** Takes the step; returns what the servers tell of it, where the session is asked to trace. */
  RunMetadata trace(Batch batch, double epoch) {
    write(batch, epoch);
    try (Result result = runner.runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow();
    }
  }

  private void write(Batch batch, double epoch) {
    pixelMemory.write(batch.pixels(), 0, Math.toIntExact(pixelMemory.size()));
    placeMemory.write(batch.places(), 0, Math.toIntExact(placeMemory.size()));
    labelMemory.write(batch.labels(), 0, batchSize);
    viewMemory.write(batch.views(), 0, Math.toIntExact(viewMemory.size()));
    numbers.set(epoch);
  }

  @Override
  public void close() {
    images.close();
    places.close();
    labels.close();
    views.close();
    numbers.close();
  }
}
