package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import dev.towers.data.LabeledImages;
import dev.towers.data.SampleImages;
import dev.towers.data.source.RandomImages;
import dev.towers.tower.Devices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that stops and goes on from its checkpoint ends as one that never stopped. */
class ResumeTest {
  private static final LabeledImages IMAGES = SampleImages.first(590);

  /** Two epochs of 19 batches of 30 and one of 20: 40 steps. */
  private static final TrainingPlan PLAN = new TrainingPlan(2, 30, new Seed(5));

  /** Ends a training at a step of its. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest(name = "{0} towers, stopped after step {1}")
  @CsvSource({"1, 17", "3, 17", "1, 20", "3, 39", "1, 40"})
  void weightsSlotsAndLossesAreEqualToTheBit(int towers, int stopAfter, @TempDir Path folder)
      throws InterruptedException {
    List<Float> calmLosses = new ArrayList<>();
    Snapshot calm;
    try (TrainingSetup training = open(towers, 1)) {
      Trainer.train(training.session(), IMAGES, PLAN, keep(calmLosses));
      calm = training.snapshot();
    }
    assertEquals(40, calmLosses.size());

    Path file = folder.resolve("variables");
    List<Float> losses = new ArrayList<>();
    Position[] position = {Position.START};
    try (TrainingSetup training = open(towers, 1)) {
      Trainer.End end =
          Trainer.train(
              training.session(),
              IMAGES,
              PLAN,
              Position.START,
              keep(losses).and(steps -> position[0] = steps.after()),
              () -> losses.size() == stopAfter);
      assertEquals(Trainer.End.STOPPED, end);
      assertEquals(stopAfter, position[0].steps());
      training.session().save(file);
      if (stopAfter < 40) {
        assertNotEquals(Set.of(), calm.differingFrom(training.snapshot()));
      }
    }
    try (TrainingSetup training = open(towers, 2)) { // other first weights, all to be replaced
      training.session().restore(file);
      Trainer.train(training.session(), IMAGES, PLAN, position[0], keep(losses), () -> false);
      assertEquals(Set.of(), calm.differingFrom(training.snapshot()));
    }
    assertEquals(calmLosses, losses);
  }

  @Test
  void whatIsNoNumberIsNotSaved(@TempDir Path folder) throws Exception {
    try (TrainingSetup training = TrainingSetup.open(1, TrainingSetup.ANY_RATE)) {
      for (int step = 0; step < 3; step++) {
        training.session().step(RandomImages.batch(10, 1), 1e30f);
      }
      DivergedException e =
          assertThrows(
              DivergedException.class, () -> training.session().save(folder.resolve("variables")));
      assertTrue(e.getMessage().contains("became infinite or not a number"), e.getMessage());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  private static TrainingSetup open(int towers, int seed) {
    return TrainingSetup.open(Devices.cpus(towers), new Seed(seed), 2);
  }

  private static Listener keep(List<Float> losses) {
    return steps -> losses.add(steps.losses()[0]);
  }
}
