package dev.towers.run;

import dev.towers.Output;
import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import dev.towers.evaluate.Classifier;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.evaluate.Evaluation;
import dev.towers.report.AccuracyTable;
import dev.towers.report.ConfusionChart;
import dev.towers.report.SampleGrid;
import dev.towers.report.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * What a trained network makes of images that it has not seen.
 *
 * @param looks some test images, with what the network takes them for
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

  /**
   * Prints the quick-start's lines, then who was taken for whom.
   *
   * @param figures the name of the file that has the accuracy of every class
   */
  void print(Output output, String figures) {
    output.print("GroundTruth:  %s", words(tile -> dataset.test().label(tile.index())));
    output.print("Predicted:    %s", words(tile -> tile.predicted().getAsInt()));
    new AccuracyTable(matrix).linesBeside(figures).forEach(output::print);
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

  private static List<Tile> look(Classifier classifier, Dataset dataset) {
    LabeledImages test = dataset.test();
    List<Integer> shown = shown(test, dataset.classNames().size());
    int imageBytes = test.shape().bytes();
    byte[] pixels = new byte[shown.size() * imageBytes];
    int[] labels = new int[shown.size()];
    for (int i = 0; i < labels.length; i++) {
      test.copyPixels(shown.get(i), pixels, i * imageBytes);
      labels[i] = test.label(shown.get(i));
    }
    int[] predicted = classifier.classify(new Batch(pixels, labels, labels.length));
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < predicted.length; i++) {
      tiles.add(Tile.predicted(shown.get(i), predicted[i]));
    }
    return tiles;
  }

  /** The first images; where they lie class by class, the first of each class in turn. */
  private static List<Integer> shown(LabeledImages images, int classes) {
    int count = Math.min(PICTURED, images.size());
    List<Integer> all = IntStream.range(0, images.size()).boxed().toList();
    boolean byClass = all.stream().skip(1).allMatch(i -> images.label(i - 1) <= images.label(i));
    if (!byClass) {
      return all.subList(0, count);
    }
    int[] found = new int[classes];
    record Place(int turn, int index) {}

    return all.stream()
        .map(i -> new Place(found[images.label(i)]++, i))
        .sorted(Comparator.comparing(Place::turn))
        .limit(count)
        .map(Place::index)
        .toList();
  }
}
