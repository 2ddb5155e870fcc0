package dev.towers.report;

import dev.towers.evaluate.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The figures of an evaluation for people: the quick-start's lines, then who was taken for whom.
 */
public record AccuracyTable(ConfusionMatrix matrix) {
  private static final int LEAST_WIDTH = 5;
  private static final int MOST_COLUMNS = 120;
  private static final int MOST_MISTAKES = 10;
  private static final int MOST_CLASSES = 40;

  /** Of the best and of the worst classes. */
  private static final int ENDS = 10;

  /** Everything, with a line for each class that there are images of. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    lines.addAll(accuracies(tested()));
    lines.addAll(whoWasTakenForWhom());
    return lines;
  }

  /**
   * As {@link #lines}, but of more than {@value #MOST_CLASSES} classes only the best and the worst.
   *
   * @param file that has the accuracy of every class
   */
  public List<String> linesBeside(String file) {
    List<Integer> order = tested();
    if (order.size() <= MOST_CLASSES) {
      return lines();
    }
    order.sort(Comparator.comparing((Integer label) -> matrix.accuracy(label)).reversed());
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    lines.add(
        format("The best %d of %,d classes, all of which are in %s", ENDS, order.size(), file));
    lines.addAll(accuracies(order.subList(0, ENDS)));
    lines.add(format("The worst %d", ENDS));
    lines.addAll(accuracies(order.subList(order.size() - ENDS, order.size())));
    lines.addAll(whoWasTakenForWhom());
    return lines;
  }

  /** The accuracy over all classes, the line that matters most. */
  public String headline() {
    return format(
        "Accuracy of the network on the %d test images: %.0f %%",
        matrix.total(), 100 * matrix.accuracy());
  }

  /** The labels of the classes that there are images of. */
  private List<Integer> tested() {
    return IntStream.range(0, matrix.classNames().size())
        .filter(label -> matrix.total(label) > 0)
        .boxed()
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private List<String> accuracies(List<Integer> labels) {
    List<String> names = labels.stream().map(matrix.classNames()::get).toList();
    int longest = names.stream().mapToInt(AccuracyTable::width).max().orElse(0);
    return labels.stream()
        .map(
            label ->
                format(
                    "Accuracy of %s : %2.0f %%",
                    padded(matrix.classNames().get(label), longest, true),
                    100 * matrix.accuracy(label)))
        .toList();
  }

  private List<String> whoWasTakenForWhom() {
    List<String> names = matrix.classNames();
    int cell = Math.max(LEAST_WIDTH, Long.toString(matrix.total()).length() + 1);
    List<String> heads = heads(cell);
    int head = heads.stream().mapToInt(AccuracyTable::width).max().orElse(0);
    head = Math.max(LEAST_WIDTH, head);
    return head + (cell + 1L) * names.size() > MOST_COLUMNS
        ? mistakes()
        : counts(heads, head, cell);
  }

  private List<String> counts(List<String> heads, int head, int cell) {
    List<String> lines = new ArrayList<>();
    lines.add("Confusion matrix (rows: truth, columns: predicted)");
    boolean numbered = !heads.equals(matrix.classNames());
    StringBuilder heading = new StringBuilder(padded("truth", head, false));
    for (int i = 0; i < heads.size(); i++) {
      String name = numbered ? Integer.toString(i) : heads.get(i);
      heading.append(' ').append(padded(cut(name, cell), cell, true));
    }
    lines.add(heading.toString());
    long[][] counts = matrix.counts();
    for (int truth = 0; truth < counts.length; truth++) {
      StringBuilder row = new StringBuilder(padded(heads.get(truth), head, false));
      for (long count : counts[truth]) {
        row.append(format(" %" + cell + "d", count));
      }
      lines.add(row.toString());
    }
    return lines;
  }

  /** The names of the classes, with their numbers where the heading could not tell them apart. */
  private List<String> heads(int cell) {
    List<String> names = matrix.classNames();
    if (names.stream().map(name -> cut(name, cell)).distinct().count() == names.size()) {
      return names;
    }
    return IntStream.range(0, names.size())
        .mapToObj(i -> "%d %s".formatted(i, names.get(i)))
        .toList();
  }

  /** What stands in for a matrix that is too wide to be read. */
  private List<String> mistakes() {
    List<Mistake> all = Mistake.mostFrequentFirst(matrix.counts());
    List<String> lines = new ArrayList<>(List.of("Most frequent mistakes"));
    for (Mistake mistake : all.subList(0, Math.min(MOST_MISTAKES, all.size()))) {
      lines.add(
          format(
              "%s taken for %s: %d of %d",
              matrix.classNames().get(mistake.truth()),
              matrix.classNames().get(mistake.predicted()),
              mistake.count(),
              matrix.total(mistake.truth())));
    }
    return lines;
  }

  /** In characters, of which some take two chars. */
  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String cut(String text, int width) {
    return width(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width));
  }

  private static String padded(String text, int width, boolean right) {
    String spaces = " ".repeat(Math.max(0, width - width(text)));
    return right ? spaces + text : text + spaces;
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
