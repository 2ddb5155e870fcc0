package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.Seed;
import dev.towers.data.LabeledImages;
import dev.towers.data.source.RandomImages;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final LabeledImages IMAGES = RandomImages.of(25, 3);
  @AutoClose private TrainingSetup training;

  /** What the listener is told of one step. */
  private record Told(int epoch, int step, int images, float loss) {
    static Told of(Steps steps) {
      return new Told(
          steps.after().epoch(), steps.after().step(), steps.images(), steps.losses()[0]);
    }
  }

  @BeforeEach
  void open() {
    training = at(0.001f);
  }

  @Test
  void listenerHearsEveryStepAndTheSmallerLastBatch() throws InterruptedException {
    List<String> steps =
        train(2, 10).stream()
            .map(told -> told.epoch + "/" + told.step + ": " + told.images)
            .toList();
    assertEquals(List.of("1/1: 10", "1/2: 10", "1/3: 5", "2/1: 10", "2/2: 10", "2/3: 5"), steps);
  }

  @Test
  void batchMayBeLargerThanTheSet() throws InterruptedException {
    assertEquals(List.of(25, 25), train(2, 64).stream().map(Told::images).toList());
  }

  /** At learning rate 0 every image keeps its loss, so an epoch's losses add up to the set's. */
  @Test
  void epochHoldsEveryImageOnce() throws InterruptedException {
    try (TrainingSetup still = at(0)) {
      double whole = still.step(RandomImages.wholeOf(IMAGES)) * IMAGES.size();
      List<Told> told = train(still, 2, 4);
      assertEquals(whole, lossSum(told, 1), 1e-5);
      assertEquals(whole, lossSum(told, 2), 1e-5);
    }
  }

  @Test
  void orderIsAnotherInEachEpoch() throws InterruptedException {
    try (TrainingSetup still = at(0)) {
      List<Told> told = train(still, 2, 4);
      assertNotEquals(
          told.subList(0, 7).stream().map(Told::loss).toList(),
          told.subList(7, 14).stream().map(Told::loss).toList());
    }
  }

  @Test
  void lossIsThatBeforeTheUpdate() throws InterruptedException {
    try (TrainingSetup still = at(0);
        TrainingSetup moving = at(0.1f)) {
      float before = still.step(RandomImages.wholeOf(IMAGES));
      assertEquals(before, train(moving, 1, 25).get(0).loss, 1e-6);
    }
  }

  @Test
  void divergedLossStopsAtItsStep() {
    List<Told> told = new ArrayList<>();
    try (TrainingSetup wild = at(1e30f)) {
      DivergedException diverged =
          assertThrows(
              DivergedException.class,
              () ->
                  Trainer.train(
                      wild.session(), IMAGES, plan(3, 10), steps -> told.add(Told.of(steps))));
      assertEquals(1, told.size());
      assertEquals("the loss became NaN at step 2", diverged.getMessage());
      assertEquals(OptionalLong.of(2), diverged.step());
      assertEquals(1e30f, diverged.rate());
    }
  }

  @Test
  void listenersHearOneAfterTheOther() {
    List<String> heard = new ArrayList<>();
    Listener both = named("first", heard).and(named("second", heard));
    both.stepped(new Steps(new Position(7, 1, 7), 8, new float[] {2, 3}, 0.1f));
    both.epochEnded(new Position(7, 1, 7));
    assertEquals(List.of("first 7", "second 7", "end for first", "end for second"), heard);
  }

  @Test
  void epochsEndAfterTheirLastStep() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    Trainer.train(training.session(), IMAGES, plan(2, 10), named("it", heard));
    assertEquals(
        List.of("it 1", "it 2", "it 3", "end for it", "it 4", "it 5", "it 6", "end for it"), heard);
  }

  @Test
  void stopsAfterTheStepAtWhichItIsAskedTo() throws InterruptedException {
    List<Told> told = new ArrayList<>();
    Trainer.End end =
        Trainer.train(
            training.session(),
            IMAGES,
            plan(2, 10),
            Position.START,
            steps -> told.add(Told.of(steps)),
            () -> told.size() == 4);
    assertEquals(Trainer.End.STOPPED, end);
    assertEquals(4, told.size());
  }

  @Test
  void eachStepHasTheRateOfItsPlaceInTheSchedule() throws InterruptedException {
    Schedule falling =
        Schedule.linear(List.of(new Schedule.Point(0, 0.75f), new Schedule.Point(2, 0)));
    List<Float> rates = new ArrayList<>();
    try (TrainingSetup slowing = TrainingSetup.open(1, TrainingSetup.method(falling))) {
      Trainer.train(slowing.session(), IMAGES, plan(2, 10), steps -> rates.add(steps.rate()));
    }
    assertEquals(List.of(0.75f, 0.625f, 0.5f, 0.375f, 0.25f, 0.125f), rates);
  }

  private static Listener named(String name, List<String> heard) {
    return new Listener() {
      @Override
      public void stepped(Steps steps) {
        heard.add(name + " " + steps.after().steps());
      }

      @Override
      public void epochEnded(Position after) {
        heard.add("end for " + name);
      }
    };
  }

  private static TrainingSetup at(float learningRate) {
    return TrainingSetup.open(1, TrainingSetup.method(Schedule.constant(learningRate)));
  }

  private static TrainingPlan plan(int epochs, int batchSize) {
    return new TrainingPlan(epochs, batchSize, new Seed(1));
  }

  private List<Told> train(int epochs, int batchSize) throws InterruptedException {
    return train(training, epochs, batchSize);
  }

  private static List<Told> train(TrainingSetup training, int epochs, int batchSize)
      throws InterruptedException {
    List<Told> told = new ArrayList<>();
    Trainer.train(
        training.session(), IMAGES, plan(epochs, batchSize), steps -> told.add(Told.of(steps)));
    return told;
  }

  private static double lossSum(List<Told> told, int epoch) {
    return told.stream()
        .filter(step -> step.epoch == epoch)
        .mapToDouble(step -> (double) step.loss * step.images)
        .sum();
  }
}
