package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.source.RandomImages;
import dev.towers.hostile.Fuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged models answer as a classifier does, or are refused. */
class SavedModelFuzzTest {
  @TempDir private static Path temp;
  private static DamagedModel damaged;

  @BeforeAll
  static void publish() throws Exception {
    Path good = PublishedModel.train(1, Files.createDirectory(temp.resolve("good"))).folder();
    damaged = new DamagedModel(good, temp.resolve("damaged"));
  }

  @Test
  void filesOfAModel() throws Exception {
    Fuzz.of("SavedModel folder, bytes")
        .run(
            40,
            10,
            random -> {
              damaged.damageBytes(random);
              ask();
            });
  }

  @Test
  void valuesInAModel() throws Exception {
    Fuzz.of("SavedModel graph, values")
        .run(
            40,
            10,
            random -> {
              damaged.damageValues(random);
              ask();
            });
  }

  private static void ask() throws Exception {
    try (LoadedModel model = LoadedModel.open(damaged.copy(), PublishedModel.SESSION)) {
      assertTrue(ModelDescription.of(model).bytes() > 0);
    } finally {
      try (Stream<Path> files = Files.list(temp)) {
        assertEquals(2, files.count());
      }
    }
    try (SavedModelClassifier classifier = SavedModelClassifier.open(damaged.copy())) {
      List<Prediction> answers = classifier.predict(RandomImages.batch(1, 1));
      assertEquals(1, answers.size());
      assertEquals(classifier.classNames().size(), answers.get(0).candidates().size());
    }
  }
}
