package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.Batch;
import dev.towers.data.source.RandomImages;
import dev.towers.tower.Devices;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TFInvalidArgumentException;

class SavedModelClassifierTest {
  private static final Batch BATCH = RandomImages.batch(9, 5);

  @TempDir private static Path temp;
  private static Path folder;
  @AutoClose private static SavedModelClassifier classifier;

  @BeforeAll
  static void open() throws IOException {
    folder = PublishedModel.train(1, temp).folder();
    classifier = SavedModelClassifier.open(folder);
  }

  @Test
  void filesGetTheAnswerOfTheirPixels() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < BATCH.size(); i++) {
      files.add(png(i));
    }
    assertEquals(classifier.predict(BATCH), classifier.predict(files));
  }

  @Test
  void bestCandidateIsTheClass() {
    int[] labels = classifier.classify(BATCH);
    List<Prediction> predictions = classifier.predict(BATCH);
    for (int i = 0; i < labels.length; i++) {
      assertEquals(labels[i], predictions.get(i).best().label());
      assertEquals(
          1,
          predictions.get(i).candidates().stream()
              .mapToDouble(Prediction.Candidate::probability)
              .sum(),
          1e-5);
    }
  }

  @Test
  void probabilitiesAreThoseOfThePredictions() {
    float[][] probabilities = classifier.probabilities(BATCH);
    List<Prediction> predictions = classifier.predict(BATCH);
    assertEquals(BATCH.size(), probabilities.length);
    for (int i = 0; i < probabilities.length; i++) {
      assertEquals(PublishedModel.CLASS_NAMES.size(), probabilities[i].length);
      for (Prediction.Candidate candidate : predictions.get(i).candidates()) {
        assertEquals(probabilities[i][candidate.label()], candidate.probability());
      }
    }
  }

  @Test
  void partsOfABatchGetTheAnswersOfTheWhole() throws IOException {
    Batch batch = RandomImages.batch(8, 11);
    float[][] expected = probabilities(1, batch);
    assertTrue(Math.abs(expected[0][0] - expected[7][0]) > 1e-5f, "images that are told apart");
    for (int threads : new int[] {2, 3, 16}) {
      float[][] inParts = probabilities(threads, batch);
      assertEquals(expected.length, inParts.length);
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], inParts[i], 1e-6f);
      }
    }
  }

  private static float[][] probabilities(int threads, Batch batch) throws IOException {
    try (SavedModelClassifier asked = SavedModelClassifier.open(folder, Devices.cpus(1), threads)) {
      return asked.probabilities(batch);
    }
  }

  @Test
  void brokenFileIsNoImage() {
    assertThrows(
        TFInvalidArgumentException.class, () -> classifier.predict(List.of(new byte[] {1, 2, 3})));
  }

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    int threads = 16;
    int questions = 50;
    List<Prediction> expected = classifier.predict(BATCH);
    List<byte[]> files = List.of(png(0), png(1));
    int[] labels = classifier.classify(BATCH);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        answers.add(
            pool.submit(
                () -> {
                  boolean same = true;
                  for (int i = 0; i < questions; i++) {
                    same &=
                        switch (i % 3) {
                          case 0 -> classifier.predict(BATCH).equals(expected);
                          case 1 -> classifier.predict(files).equals(expected.subList(0, 2));
                          default -> Arrays.equals(labels, classifier.classify(BATCH));
                        };
                  }
                  return same;
                }));
      }
      for (Future<Boolean> answer : answers) {
        assertTrue(answer.get());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static byte[] png(int index) throws IOException {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    int from = index * RandomImages.CIFAR.bytes();
    for (int pixel = 0; pixel < 32 * 32; pixel++) {
      int red = BATCH.pixels()[from++] & 0xff;
      int green = BATCH.pixels()[from++] & 0xff;
      int blue = BATCH.pixels()[from++] & 0xff;
      image.setRGB(pixel % 32, pixel / 32, red << 16 | green << 8 | blue);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
