package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.SampleImages;
import dev.towers.data.source.RandomImages;
import dev.towers.tower.Devices;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSessionTest {

  /** Over many images: a batch of four may be some percent off by its labels alone. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 2, 3, 4, 5})
  void firstLossIsThatOfGuessing(long seed) {
    Batch sample = RandomImages.wholeOf(SampleImages.first(1000));
    try (TrainingSetup training = TrainingSetup.open(Devices.cpus(1), new Seed(seed), 2)) {
      float loss = training.step(sample);
      assertTrue(2.25 <= loss && loss <= 2.36, "loss " + loss);
    }
  }

  @ParameterizedTest(name = "{0} towers")
  @ValueSource(ints = {1, 3})
  void stepLowersTheLossOfItsBatch(int towers) {
    Batch batch = RandomImages.batch(10, 2);
    try (TrainingSetup training = TrainingSetup.open(towers, TrainingSetup.ANY_RATE)) {
      float first = training.session().step(batch, 0.01f);
      float second = training.session().step(batch, 0);
      assertTrue(second < first, first + " became " + second);
    }
  }

  @Test
  void smallBatchCanBeLearntByHeart() {
    Batch batch = RandomImages.batch(6, 4);
    try (TrainingSetup training = TrainingSetup.open(2, TrainingSetup.ANY_RATE)) {
      for (int step = 0; step < 150; step++) {
        training.session().step(batch, 0.01f);
      }
      assertEquals(
          Arrays.toString(batch.labels()),
          Arrays.toString(training.session().answer(batch).classes()));
    }
  }

  @Test
  void leftoversOfALargerBatchAreNotSeen() {
    Batch whole = RandomImages.batch(8, 1);
    Batch part = new Batch(whole.pixels(), whole.labels(), 5);
    try (TrainingSetup training = TrainingSetup.open(1, TrainingSetup.ANY_RATE)) {
      assertEquals(5, training.session().answer(part).classes().length);
      assertEquals(
          training.session().step(RandomImages.wholeOf(RandomImages.of(5, 9)), 0),
          training.session().step(padded(RandomImages.batch(5, 9)), 0));
    }
  }

  @Test
  void severalThreadsGetTheAnswersThatOneGets() {
    Batch batch = RandomImages.batch(20, 1);
    try (TrainingSetup training = TrainingSetup.open(1, TrainingSetup.ANY_RATE)) {
      float[][] alone = training.session().answer(batch).probabilities();
      List<float[][]> together =
          IntStream.range(0, 40)
              .parallel()
              .mapToObj(i -> training.session().answer(batch).probabilities())
              .toList();
      together.forEach(answer -> assertArrayEquals(alone, answer));
    }
  }

  private static Batch padded(Batch batch) {
    byte[] pixels = Arrays.copyOf(batch.pixels(), 2 * batch.pixels().length);
    int[] labels = Arrays.copyOf(batch.labels(), 2 * batch.size());
    return new Batch(pixels, labels, batch.size());
  }
}
