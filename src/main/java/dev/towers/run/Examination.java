package dev.towers.run;

import dev.towers.Output;
import dev.towers.Seed;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import dev.towers.evaluate.Answer;
import dev.towers.evaluate.Answerer;
import dev.towers.evaluate.Certainty;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.evaluate.Evaluation;
import dev.towers.evaluate.Predictions;
import dev.towers.report.AccuracyTable;
import dev.towers.report.ConfusionChart;
import dev.towers.report.SampleGrid;
import dev.towers.report.ThumbnailStrip;
import dev.towers.report.Tile;
import dev.towers.train.DivergedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a trained network makes of images that it has not seen.
 *
 * @param certainty how sure it was, with its worst mistakes and the images that are shown
 * @param matrix over all test images
 */
record Examination(Dataset dataset, Certainty certainty, ConfusionMatrix matrix) {
  private static final int QUICK_LOOK = 4;
  private static final int PICTURED = 32;
  private static final int PICTURE_COLUMNS = 8;
  private static final int SAMPLES_PER_CLASS = 10;
  private static final int MISTAKES = 24;

  /** The same images of each class in every run. */
  private static final Seed SAMPLE_SEED = new Seed(0);

  /**
   * Holds it; nothing comes of it where {@code stop} says so meanwhile.
   *
   * @throws DivergedException if the network is sure of nothing: its probabilities are no numbers
   */
  static Optional<Examination> hold(
      Answerer network, Dataset dataset, BooleanSupplier stop, Output output)
      throws InterruptedException {
    List<String> names = dataset.classNames();
    List<Integer> shown = shown(dataset.test(), names.size());
    return Evaluation.predictions(network, dataset.test(), stop, output)
        .map(Examination::requireNumbers)
        .map(all -> new Examination(dataset, certainty(all, shown), all.matrix(names)));
  }

  /**
   * What came of it: for people the quick-start's lines, then who was taken for whom.
   *
   * @param figures the name of the file that has the accuracy of every class
   */
  Tested tested(String figures) {
    List<String> lines = new ArrayList<>();
    lines.add("GroundTruth:  " + words(Answer::truth));
    lines.add("Predicted:    " + words(Answer::predicted));
    lines.addAll(new AccuracyTable(matrix).linesBeside(figures));
    return new Tested(new TestFigures(matrix, Optional.of(certainty)), lines);
  }

  private static Predictions requireNumbers(Predictions all) {
    if (!all.areNumbers()) {
      throw new DivergedException();
    }
    return all;
  }

  private static Certainty certainty(Predictions all, List<Integer> shown) {
    return new Certainty(
        all.calibration(), all.worstMistakes(MISTAKES), shown.stream().map(all::of).toList());
  }

  /** Draws samples of the data, test images, mistakes, and who was taken for whom. */
  void draw(RunFolder run) throws IOException {
    List<String> names = dataset.classNames();
    SampleGrid.ofClasses(dataset.name(), dataset.train(), names, SAMPLES_PER_CLASS, SAMPLE_SEED)
        .write(run.samples());
    List<Answer> mistakes = certainty.worstMistakes();
    List<Answer> shown = certainty.samples();
    grid("Test images", shown).write(run.predictions());
    if (!mistakes.isEmpty()) {
      grid("The surest mistakes", mistakes).write(run.mistakes());
    }
    new ConfusionChart(names, matrix.counts()).write(run.confusion());
    List<Integer> both =
        Stream.concat(mistakes.stream(), shown.stream()).map(Answer::image).toList();
    new ThumbnailStrip(dataset.test(), both).write(run.thumbnails());
  }

  private SampleGrid grid(String title, List<Answer> answers) {
    List<Tile> tiles =
        answers.stream().map(it -> Tile.predicted(it.image(), it.predicted())).toList();
    return SampleGrid.ofTiles(title, dataset.test(), dataset.classNames(), tiles, PICTURE_COLUMNS);
  }

  private String words(ToIntFunction<Answer> label) {
    return certainty.samples().stream()
        .limit(QUICK_LOOK)
        .map(it -> "%-5s".formatted(dataset.classNames().get(label.applyAsInt(it))))
        .collect(Collectors.joining(" "))
        .stripTrailing();
  }

  /** The first images; where they lie class by class, the first of each class in turn. */
  private static List<Integer> shown(LabeledImages images, int classes) {
    int count = Math.min(PICTURED, images.size());
    List<Integer> all = IntStream.range(0, images.size()).boxed().toList();
    if (!images.isByClass()) {
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
