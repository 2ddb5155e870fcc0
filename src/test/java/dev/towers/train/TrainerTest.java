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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final LabeledImages IMAGES = RandomImages.of(25, 3);
  private TrainingSetup training;

  /** What the listener is told of one step. */
  private record Told(int epoch, int step, int images, float loss) {
    static Told of(Steps steps) {
      return new Told(
          steps.after().epoch(), steps.after().step(), steps.images(), steps.losses()[0]);
    }
  }

  @BeforeEach
  void open() {
    training = TrainingSetup.open(1);
  }

  @AfterEach
  void close() {
    training.close();
  }

  @Test
  void listenerHearsEveryStepAndTheSmallerLastBatch() throws InterruptedException {
    List<String> steps =
        train(2, 10, 0.001f).stream()
            .map(told -> told.epoch + "/" + told.step + ": " + told.images)
            .toList();
    assertEquals(List.of("1/1: 10", "1/2: 10", "1/3: 5", "2/1: 10", "2/2: 10", "2/3: 5"), steps);
  }

  @Test
  void batchMayBeLargerThanTheSet() throws InterruptedException {
    assertEquals(List.of(25, 25), train(2, 64, 0.001f).stream().map(Told::images).toList());
  }

  /** At learning rate 0 every image keeps its loss, so an epoch's losses add up to the set's. */
  @Test
  void epochHoldsEveryImageOnce() throws InterruptedException {
    double whole = training.session().step(RandomImages.wholeOf(IMAGES), 0) * IMAGES.size();
    List<Told> told = train(2, 4, 0);
    assertEquals(whole, lossSum(told, 1), 1e-5);
    assertEquals(whole, lossSum(told, 2), 1e-5);
  }

  @Test
  void orderIsAnotherInEachEpoch() throws InterruptedException {
    List<Told> told = train(2, 4, 0);
    assertNotEquals(
        told.subList(0, 7).stream().map(Told::loss).toList(),
        told.subList(7, 14).stream().map(Told::loss).toList());
  }

  @Test
  void lossIsThatBeforeTheUpdate() throws InterruptedException {
    float before = training.session().step(RandomImages.wholeOf(IMAGES), 0);
    assertEquals(before, train(1, 25, 0.1f).get(0).loss, 1e-6);
  }

  @Test
  void divergedLossStopsAtItsStep() {
    List<Told> told = new ArrayList<>();
    TrainingPlan plan = new TrainingPlan(3, 10, Schedule.constant(1e30f), new Seed(1));
    DivergedException diverged =
        assertThrows(
            DivergedException.class,
            () ->
                Trainer.train(training.session(), IMAGES, plan, steps -> told.add(Told.of(steps))));
    assertEquals(1, told.size());
    assertEquals("the loss became NaN at step 2", diverged.getMessage());
    assertEquals(OptionalLong.of(2), diverged.step());
    assertEquals(1e30f, diverged.rate());
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
    Trainer.train(training.session(), IMAGES, plan(2, 10, 0.001f), named("it", heard));
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
            plan(2, 10, 0.001f),
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
    Trainer.train(
        training.session(),
        IMAGES,
        new TrainingPlan(2, 10, falling, new Seed(1)),
        steps -> rates.add(steps.rate()));
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

  private static TrainingPlan plan(int epochs, int batchSize, float learningRate) {
    return new TrainingPlan(epochs, batchSize, Schedule.constant(learningRate), new Seed(1));
  }

  private List<Told> train(int epochs, int batchSize, float learningRate)
      throws InterruptedException {
    List<Told> told = new ArrayList<>();
    Trainer.train(
        training.session(),
        IMAGES,
        plan(epochs, batchSize, learningRate),
        steps -> told.add(Told.of(steps)));
    return told;
  }

  private static double lossSum(List<Told> told, int epoch) {
    return told.stream()
        .filter(step -> step.epoch == epoch)
        .mapToDouble(step -> (double) step.loss * step.images)
        .sum();
  }
}
