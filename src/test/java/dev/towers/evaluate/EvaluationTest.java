package dev.towers.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Progress;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EvaluationTest {
  private static final List<String> NAMES = List.of("even", "odd");

  @Test
  void everyImageMeetsItsOwnPrediction() throws InterruptedException {
    LabeledImages images = ones(1003);
    Classifier byPixel = EvaluationTest::pixels;
    ConfusionMatrix matrix = Evaluation.of(byPixel, images, NAMES, Progress.silent());
    assertArrayEquals(new long[][] {{502, 0}, {0, 501}}, matrix.counts());
  }

  /** The activations of a batch are as large whatever the size of the images. */
  @Test
  void aBatchHasFewerImagesWhereTheyAreLarge() {
    assertEquals(125, Evaluation.batchSize(new ImageShape(28, 28, 1)));
    assertEquals(125, Evaluation.batchSize(new ImageShape(32, 32, 3)));
    assertEquals(31, Evaluation.batchSize(new ImageShape(64, 64, 3)));
    assertEquals(2, Evaluation.batchSize(new ImageShape(224, 224, 3)));
    assertEquals(1, Evaluation.batchSize(new ImageShape(4096, 4096, 3)));
  }

  /** Two of them at once would take the memory of more than a thousand usual ones each. */
  @Test
  void hugeImagesAreAskedAboutOneByOne() throws InterruptedException {
    ImageShape huge = new ImageShape(1100, 1000, 1);
    byte[] pixels = new byte[3 * huge.bytes()];
    pixels[huge.bytes()] = 1;
    LabeledImages images = new LabeledImages(huge, pixels, new int[] {0, 1, 0});
    AtomicInteger asking = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Classifier slow =
        batch -> {
          most.accumulateAndGet(asking.incrementAndGet(), Math::max);
          LockSupport.parkNanos(50_000_000);
          asking.decrementAndGet();
          return pixels(batch);
        };
    ConfusionMatrix matrix = Evaluation.of(slow, images, NAMES, Progress.silent());
    assertArrayEquals(new long[][] {{2, 0}, {0, 1}}, matrix.counts());
    assertEquals(1, most.get());
  }

  @Test
  void wrongAnswersAreCountedWhereTheyBelong() throws InterruptedException {
    Classifier alwaysOdd =
        batch -> {
          int[] answer = new int[batch.size()];
          Arrays.fill(answer, 1);
          return answer;
        };
    ConfusionMatrix matrix = Evaluation.of(alwaysOdd, ones(7), NAMES, Progress.silent());
    assertArrayEquals(new long[][] {{0, 4}, {0, 3}}, matrix.counts());
  }

  @Test
  void progressEndsWithTheLastImageAndIsClosed() throws InterruptedException {
    Steps steps = new Steps();
    Evaluation.of(EvaluationTest::pixels, ones(600), NAMES, steps);
    assertEquals(600, steps.total);
    assertEquals(600L, steps.reached.get(steps.reached.size() - 1));
    assertTrue(steps.reached.size() > 1);
    assertTrue(steps.closed);
  }

  /** The first batch waits until another one is answered, where two are asked about at a time. */
  @Test
  @Timeout(60)
  void answersAreTakenInOrderWhoeverIsFirst() throws InterruptedException {
    boolean several = Runtime.getRuntime().availableProcessors() > 1;
    LabeledImages images = numbered(256);
    CountDownLatch another = new CountDownLatch(several ? 1 : 0);
    List<Integer> answered = Collections.synchronizedList(new ArrayList<>());
    Answerer network =
        batch -> {
          int first = batch.labels()[0];
          if (first == 0) {
            await(another);
          }
          answered.add(first);
          another.countDown();
          return ofTheirLabels(batch);
        };
    Predictions predictions =
        Evaluation.predictions(network, images, () -> false, Progress.silent()).orElseThrow();
    assertEquals(several, answered.get(0) != 0, answered.toString());
    assertEquals(images.size(), predictions.size());
    for (int image = 0; image < images.size(); image++) {
      assertEquals(image, predictions.of(image).predicted());
    }
  }

  @Test
  void whatAQuestionThrowsReachesTheCallerWhenNobodyAsksAnyMore() {
    AtomicInteger asking = new AtomicInteger();
    Classifier fails =
        batch -> {
          asking.incrementAndGet();
          try {
            if (batch.labels()[0] == 125) {
              throw new IllegalStateException("no answer");
            }
            return batch.labels();
          } finally {
            asking.decrementAndGet();
          }
        };
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> Evaluation.of(fails, numbered(256), names(256), Progress.silent()));
    assertEquals("no answer", e.getMessage());
    assertEquals(0, asking.get());
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> Evaluation.of(EvaluationTest::pixels, ones(600), NAMES, Progress.silent()));
    assertFalse(Thread.interrupted());
  }

  /** Nothing is waited for then: both batches are answered before the interrupt. */
  @Test
  @Timeout(60)
  void anInterruptEndsItWhenAllIsAnswered() {
    CountDownLatch answers = new CountDownLatch(2);
    Classifier classifier =
        batch -> {
          answers.countDown();
          return pixels(batch);
        };
    Steps steps =
        new Steps() {
          @Override
          public void reached(long done) {
            super.reached(done);
            await(answers);
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(
        InterruptedException.class, () -> Evaluation.of(classifier, ones(250), NAMES, steps));
    assertFalse(Thread.interrupted());
    assertEquals(List.of(125L), steps.reached);
    assertTrue(steps.closed);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Answers ofTheirLabels(Batch batch) {
    float[][] probabilities = new float[batch.size()][256];
    for (int i = 0; i < batch.size(); i++) {
      probabilities[i][batch.labels()[i]] = 1;
    }
    return new Answers(batch.labels(), probabilities);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /** Images of one pixel, each with its place for a label. */
  private static LabeledImages numbered(int count) {
    return new LabeledImages(
        new ImageShape(1, 1, 1), new byte[count], IntStream.range(0, count).toArray());
  }

  /** Images of one pixel that is also the label: 0, 1, 0, 1, ... */
  private static LabeledImages ones(int count) {
    byte[] pixels = new byte[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      pixels[i] = (byte) labels[i];
    }
    return new LabeledImages(new ImageShape(1, 1, 1), pixels, labels);
  }

  private static int[] pixels(Batch batch) {
    int[] pixels = new int[batch.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = batch.pixels()[i];
    }
    return pixels;
  }

  private static class Steps implements Progress, Progress.Meter {
    private final List<Long> reached = new ArrayList<>();
    private long total;
    private boolean closed;

    @Override
    public void say(String line) {}

    @Override
    public Meter open(String task, String unit, long total) {
      this.total = total;
      return this;
    }

    @Override
    public void reached(long done) {
      reached.add(done);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
