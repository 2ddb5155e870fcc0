package dev.towers.run;

import dev.towers.Output;
import dev.towers.Seed;
import dev.towers.data.Batches;
import dev.towers.data.Dataset;
import dev.towers.evaluate.Classifier;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.evaluate.Evaluation;
import dev.towers.report.AccuracyTable;
import dev.towers.report.ConfusionChart;
import dev.towers.report.SampleGrid;
import dev.towers.report.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * What a trained network makes of images that it has not seen.
 *
 * @param looks the first test images, with what the network takes them for
 * @param matrix over all test images
 */
record Examination(Dataset dataset, List<Tile> looks, ConfusionMatrix matrix) {
  private static final int QUICK_LOOK = 4;
  private static final int PICTURED = 32;
  private static final int PICTURE_COLUMNS = 8;
  private static final int SAMPLES_PER_CLASS = 10;

  /** The same images of each class in every run. */
  private static final Seed SAMPLE_SEED = new Seed(0);

  /** Holds it; nothing comes of it where {@code stop} says so meanwhile. */
  static Optional<Examination> hold(
      Classifier classifier, Dataset dataset, BooleanSupplier stop, Output output)
      throws InterruptedException {
    List<Tile> looks = look(classifier, dataset);
    return Evaluation.unlessStopped(classifier, dataset.test(), dataset.classNames(), stop, output)
        .map(matrix -> new Examination(dataset, looks, matrix));
  }

  /** Prints the quick-start's lines, then who was taken for whom. */
  void print(Output output) {
    output.print("GroundTruth:  %s", words(tile -> dataset.test().label(tile.index())));
    output.print("Predicted:    %s", words(tile -> tile.predicted().getAsInt()));
    new AccuracyTable(matrix).lines().forEach(output::print);
  }

  /** Draws samples of the data, the looks, and who was taken for whom. */
  void draw(RunFolder run) throws IOException {
    List<String> names = dataset.classNames();
    SampleGrid.ofClasses(dataset.name(), dataset.train(), names, SAMPLES_PER_CLASS, SAMPLE_SEED)
        .write(run.samples());
    SampleGrid.ofTiles("Test images", dataset.test(), names, looks, PICTURE_COLUMNS)
        .write(run.predictions());
    new ConfusionChart(names, matrix.counts()).write(run.confusion());
  }

  private String words(ToIntFunction<Tile> label) {
    List<String> words = new ArrayList<>();
    for (Tile tile : looks.subList(0, Math.min(QUICK_LOOK, looks.size()))) {
      words.add("%-5s".formatted(dataset.classNames().get(label.applyAsInt(tile))));
    }
    return String.join(" ", words).stripTrailing();
  }

  private static List<Tile> look(Classifier classifier, Dataset dataset)
      throws InterruptedException {
    List<Tile> tiles = new ArrayList<>();
    try (Batches batches = Batches.openInOrder(dataset.test(), PICTURED)) {
      int[] predicted = classifier.classify(batches.next());
      for (int i = 0; i < predicted.length; i++) {
        tiles.add(Tile.predicted(i, predicted[i]));
      }
    }
    return tiles;
  }
}
