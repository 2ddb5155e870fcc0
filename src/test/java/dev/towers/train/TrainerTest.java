package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.Seed;
import dev.towers.data.LabeledImages;
import dev.towers.data.source.RandomImages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final LabeledImages IMAGES = RandomImages.of(25, 3);
  private TrainingSetup training;

  /** What the listener is told of one step. */
  private record Told(int epoch, int step, int images, float loss) {}

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
    TrainingPlan plan = new TrainingPlan(3, 10, 1e30f, new Seed(1));
    DivergedException diverged =
        assertThrows(
            DivergedException.class,
            () ->
                Trainer.train(
                    training.session(),
                    IMAGES,
                    plan,
                    (epoch, step, images, loss) -> told.add(new Told(epoch, step, images, loss))));
    assertEquals(1, told.size());
    assertEquals(
        "the loss became NaN at step 2, so training stopped: try a lower --learning-rate than"
            + " 1.0E30 or a lower --momentum",
        diverged.getMessage());
  }

  @Test
  void listenersHearOneAfterTheOther() {
    List<String> heard = new ArrayList<>();
    Trainer.Listener first = (epoch, step, images, loss) -> heard.add("first " + step);
    first.and((epoch, step, images, loss) -> heard.add("second " + step)).stepped(1, 7, 4, 2f);
    assertEquals(List.of("first 7", "second 7"), heard);
  }

  private List<Told> train(int epochs, int batchSize, float learningRate)
      throws InterruptedException {
    List<Told> told = new ArrayList<>();
    Trainer.train(
        training.session(),
        IMAGES,
        new TrainingPlan(epochs, batchSize, learningRate, new Seed(1)),
        (epoch, step, images, loss) -> told.add(new Told(epoch, step, images, loss)));
    return told;
  }

  private static double lossSum(List<Told> told, int epoch) {
    return told.stream()
        .filter(step -> step.epoch == epoch)
        .mapToDouble(step -> (double) step.loss * step.images)
        .sum();
  }
}
