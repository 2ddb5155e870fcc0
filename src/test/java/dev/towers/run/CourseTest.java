package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Output;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.evaluate.Score;
import dev.towers.train.Position;
import dev.towers.train.Steps;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTest {
  private static final RunState FIRST = RunState.first(Settings.usual(), "0".repeat(64));
  private static final Output OUTPUT = Output.silent();
  private static final int STEPS_PER_EPOCH = 10;
  private static final LabeledImages IMAGES =
      new LabeledImages(new ImageShape(1, 1, 1), new byte[100], new int[100]);

  @TempDir private Path folder;
  private final Queue<Integer> correct = new ArrayDeque<>(List.of(50, 90, 70));

  /** The second epoch does best, but there was no room for it: the third is the best there is. */
  @Test
  void onlyWhatWasSavedCanBeTheBest() {
    try (CsvFile metrics = CsvFile.open(path("metrics"), LossHistory.HEADING, List.of(), OUTPUT);
        EpochScores training = EpochScores.open(false, path("training"), List.of(), OUTPUT);
        Validation validation =
            Validation.open(
                batch -> new Score(batch.size(), correct.remove(), 0),
                IMAGES,
                path("validation"),
                List.of(),
                OUTPUT)) {
      Course course =
          new Course(
              FIRST,
              STEPS_PER_EPOCH,
              new LossLog(STEPS_PER_EPOCH, false, OUTPUT, FIRST),
              new LossCurve(3 * STEPS_PER_EPOCH, metrics, FIRST),
              training,
              validation,
              OUTPUT,
              Optional::empty);
      train(course, 1, STEPS_PER_EPOCH);
      course.saved(course.state());
      assertEquals(10, course.state().best().steps());
      train(course, 2, STEPS_PER_EPOCH);
      assertEquals(20, course.state().best().steps());
      train(course, 3, 5);
      assertEquals(10, course.state().best().steps(), "what was validated was not saved");
      train(course, 3, STEPS_PER_EPOCH);
      course.saved(course.state());
      assertEquals(30, course.state().best().steps());
    }
  }

  private static void train(Course course, int epoch, int step) {
    long steps = (epoch - 1L) * STEPS_PER_EPOCH + step;
    int done = (int) (steps - course.position().steps());
    float[] losses = new float[done];
    course.stepped(new Steps(new Position(steps, epoch, step), 4 * done, losses, 0.1f));
  }

  private Path path(String name) {
    return folder.resolve(name + ".csv");
  }
}
