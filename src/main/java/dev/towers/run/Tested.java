package dev.towers.run;

import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.report.AccuracyTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network was put to the test images.
 *
 * @param lines for people; programs read the figures
 */
public record Tested(TestFigures figures, List<String> lines) implements RunEvent {
  public Tested {
    lines = List.copyOf(lines);
  }

  /** All that there is to tell of a test. */
  public static Tested of(ConfusionMatrix matrix) {
    return new Tested(new TestFigures(matrix, Optional.empty()), new AccuracyTable(matrix).lines());
  }

  @Override
  public String name() {
    return "tested";
  }

  @Override
  public String headline() {
    return new AccuracyTable(figures.matrix()).headline();
  }

  @Override
  public Map<String, Object> fields() {
    return figures.byName();
  }
}
