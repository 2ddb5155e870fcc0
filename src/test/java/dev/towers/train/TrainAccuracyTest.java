package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import dev.towers.data.Augmentation;
import dev.towers.data.Batch;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.Loss;
import dev.towers.graph.Precision;
import dev.towers.graph.networks.QuickStart;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainAccuracyTest {
  private static final Method COUNTING =
      new Method(
          Loss.crossEntropy(), Sgd.of(0.01f, 0.9f), Augmentation.NONE, Precision.FLOAT32, true);

  /** Two towers are idle for a batch of one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void countsWhatIsRightBeforeEachStep(int towers, @TempDir Path folder) {
    Batch large = RandomImages.batch(29, 1);
    Batch small = RandomImages.batch(1, 2);
    long right = 0;
    try (TrainingSetup training = open(COUNTING, towers)) {
      for (Batch batch : new Batch[] {large, small, large}) {
        right += training.session().score(batch).correct();
        training.step(batch);
      }
      assertTrue(right > 0);
      training.session().save(folder.resolve("variables"));
      assertEquals(right, training.session().takeCorrect());
      assertEquals(0, training.session().takeCorrect());
    }
    try (TrainingSetup resumed = open(COUNTING, towers)) {
      resumed.session().restore(folder.resolve("variables"));
      right += resumed.session().score(large).correct();
      resumed.step(large);
      assertEquals(right, resumed.session().takeCorrect());
    }
  }

  private static TrainingSetup open(Method method, int towers) {
    Layout layout = Layout.oneOnEach(Devices.cpus(towers), 1);
    return TrainingSetup.open(new QuickStart(), method, layout, new Seed(3));
  }
}
