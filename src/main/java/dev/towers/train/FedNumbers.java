package dev.towers.train;

import java.util.List;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** The memory from which steps take what their schedules say. */
final class FedNumbers implements AutoCloseable {
  private final List<Schedules.Fed> schedules;
  private final List<TFloat32> numbers;

  private FedNumbers(List<Schedules.Fed> schedules, List<TFloat32> numbers) {
    this.schedules = schedules;
    this.numbers = numbers;
  }

  /** The caller closes it. */
  static FedNumbers open(List<Schedules.Fed> schedules) {
    return new FedNumbers(
        schedules, schedules.stream().map(schedule -> TFloat32.scalarOf(0)).toList());
  }

  /** Has all runs of {@code runner} take them. */
  void feed(Session.Runner runner) {
    for (int i = 0; i < numbers.size(); i++) {
      runner.feed(schedules.get(i).number(), numbers.get(i));
    }
  }

  /** Makes them those of a step. */
  void set(double epoch) {
    for (int i = 0; i < numbers.size(); i++) {
      numbers.get(i).setFloat(schedules.get(i).schedule().at(epoch));
    }
  }

  @Override
  public void close() {
    numbers.forEach(TFloat32::close);
  }
}
