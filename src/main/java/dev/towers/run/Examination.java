package dev.towers.run;

import dev.towers.Output;
import dev.towers.Seed;
import dev.towers.data.Batch;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a trained network makes of images that it has not seen: printed, drawn and counted. */
record Examination(Classifier classifier, Dataset dataset, RunFolder run, Output console) {
  private static final int QUICK_LOOK = 4;
  private static final int PICTURED = 32;
  private static final int PICTURE_COLUMNS = 8;
  private static final int SAMPLES_PER_CLASS = 10;

  /** The same images of each class in every run. */
  private static final Seed SAMPLE_SEED = new Seed(0);

  /** Holds it; returns the figures. */
  Map<String, Object> hold() throws IOException, InterruptedException {
    List<String> names = dataset.classNames();
    List<Tile> looks = look();
    console.print("GroundTruth:  %s", words(looks, tile -> dataset.test().label(tile.index())));
    console.print("Predicted:    %s", words(looks, tile -> tile.predicted().getAsInt()));
    ConfusionMatrix matrix = Evaluation.of(classifier, dataset.test(), names, console);
    new AccuracyTable(matrix).lines().forEach(console::print);

    SampleGrid.ofClasses(dataset.name(), dataset.train(), names, SAMPLES_PER_CLASS, SAMPLE_SEED)
        .write(run.samples());
    SampleGrid.ofTiles("Test images", dataset.test(), names, looks, PICTURE_COLUMNS)
        .write(run.predictions());
    new ConfusionChart(names, matrix.counts()).write(run.confusion());

    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("test_images", matrix.total());
    figures.put("correct", matrix.correct());
    figures.put("accuracy", matrix.accuracy());
    figures.put("class_names", names);
    figures.put("confusion_matrix", matrix.counts());
    return figures;
  }

  private interface Label {
    int of(Tile tile);
  }

  private String words(List<Tile> tiles, Label label) {
    List<String> words = new ArrayList<>();
    for (Tile tile : tiles.subList(0, Math.min(QUICK_LOOK, tiles.size()))) {
      words.add("%-5s".formatted(dataset.classNames().get(label.of(tile))));
    }
    return String.join(" ", words).stripTrailing();
  }

  /** The first test images, with what the network takes them for. */
  private List<Tile> look() throws InterruptedException {
    List<Tile> tiles = new ArrayList<>();
    try (Batches batches = Batches.openInOrder(dataset.test(), PICTURED)) {
      Batch batch = batches.next();
      int[] predicted = classifier.classify(batch);
      for (int i = 0; i < predicted.length; i++) {
        tiles.add(Tile.predicted(i, predicted[i]));
      }
    }
    return tiles;
  }
}
