package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.Output;
import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import dev.towers.data.source.RandomImages;
import dev.towers.tower.Devices;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TensorFlowException;

class RunStoryTest {
  @TempDir private Path folder;

  /** As it does where a worker is lost meanwhile. */
  @Test
  void aSessionThatFailsToTakeWhatWasSavedIsGivenUpAsOneThatFailsInAStep() throws Exception {
    LabeledImages images = RandomImages.of(8, 1);
    List<String> names = Collections.nCopies(RandomImages.CLASSES, "a class");
    Dataset dataset = new Dataset("random", names, images, images);
    Settings settings =
        Settings.usual()
            .with(Settings.TOWERS, 1)
            .with(Settings.THREADS, 1)
            .with(Settings.RUN, folder.toString())
            .with(Settings.EXPORT, folder.resolve("model").toString());
    try (Hosts hosts = Hosts.here(Devices.cpus(1));
        TrainingGraph graph =
            TrainingGraph.open(
                settings.network().startingFrom(images),
                TrainingImages.of(dataset),
                LearningMethod.of(settings),
                settings.layout(hosts.devices()),
                settings.start())) {
      RunStory story =
          new RunStory(
              new RunFolder(folder),
              RunState.first(settings, dataset.sha256()),
              dataset,
              hosts,
              Output.silent());
      Optional<Path> missing = Optional.of(folder.resolve("variables"));
      IOException e = assertThrows(IOException.class, () -> story.run(graph, missing));
      assertInstanceOf(TensorFlowException.class, e.getCause());
    }
  }
}
