package dev.towers.report.page;

import dev.towers.evaluate.Calibration;
import dev.towers.evaluate.Certainty;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.report.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a page tells of the test images.
 *
 * @param certainty runs of earlier versions do not tell
 * @param thumbnails PNG files of the worst mistakes and of the samples, in this order; none where
 *     they are lost
 */
public record TestReport(
    ConfusionMatrix matrix, Optional<Certainty> certainty, List<byte[]> thumbnails) {
  private static final int MOST_CLASSES_OF_MATRIX = 20;
  private static final int MOST_CLASSES_AT_ONCE = 40;
  private static final int FEW_CLASSES = 20;
  private static final int FEW_MIXUPS = 10;
  private static final int MANY_MIXUPS = 50;

  public TestReport {
    thumbnails = List.copyOf(thumbnails);
  }

  /** The classes, the weakest first; those without test images last. */
  public List<ClassScore> classes() {
    long[][] counts = matrix.counts();
    return IntStream.range(0, counts.length)
        .mapToObj(truth -> score(truth, counts[truth]))
        .sorted(Comparator.comparing(ClassScore::accuracy)) // NaN is the greatest
        .toList();
  }

  /** How many of {@link #classes} are shown at once; the others on request. */
  public int classesAtOnce() {
    return names().size() <= MOST_CLASSES_AT_ONCE ? names().size() : FEW_CLASSES;
  }

  /** Whether the whole matrix can be read. */
  public boolean showsMatrix() {
    return names().size() <= MOST_CLASSES_OF_MATRIX;
  }

  public List<String> names() {
    return matrix.classNames();
  }

  /** A row of the matrix. */
  public List<MatrixCell> row(int truth) {
    long[] counts = matrix.counts()[truth];
    long total = matrix.total(truth);
    List<MatrixCell> cells = new ArrayList<>();
    for (int predicted = 0; predicted < counts.length; predicted++) {
      cells.add(
          new MatrixCell(
              counts[predicted], (double) counts[predicted] / total, predicted == truth));
    }
    return cells;
  }

  /** Who was most often taken for whom, the most frequent first. */
  public List<Mixup> mixups() {
    return Mistake.mostFrequentFirst(matrix.counts()).stream()
        .limit(showsMatrix() ? FEW_MIXUPS : MANY_MIXUPS)
        .map(
            it ->
                new Mixup(
                    names().get(it.truth()),
                    names().get(it.predicted()),
                    it.count(),
                    (double) it.count() / matrix.total(it.truth())))
        .toList();
  }

  /** The mistakes that the network was most sure of. */
  public List<Portrait> mistakes() {
    return certainty
        .map(it -> Portrait.of(it.worstMistakes(), thumbnails, names()))
        .orElse(List.of());
  }

  /** Some test images. */
  public List<Portrait> samples() {
    return certainty
        .map(
            it ->
                Portrait.of(
                    it.samples(),
                    thumbnails.subList(
                        Math.min(it.worstMistakes().size(), thumbnails.size()), thumbnails.size()),
                    names()))
        .orElse(List.of());
  }

  /** The mean probability that the network gave its answers, from 0 to 1; NaN where unknown. */
  public double meanProbability() {
    return certainty
            .map(it -> it.calibration().bins().stream())
            .orElseGet(Stream::empty)
            .mapToDouble(Calibration.Bin::probabilitySum)
            .sum()
        / matrix.total();
  }

  private ClassScore score(int truth, long[] counts) {
    int most = -1;
    for (int predicted = 0; predicted < counts.length; predicted++) {
      boolean mistaken = predicted != truth && counts[predicted] > 0;
      if (mistaken && (most < 0 || counts[predicted] > counts[most])) {
        most = predicted;
      }
    }
    return new ClassScore(
        names().get(truth),
        matrix.total(truth),
        matrix.accuracy(truth),
        most < 0 ? "" : names().get(most),
        most < 0 ? 0 : counts[most]);
  }
}
