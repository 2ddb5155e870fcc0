package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.data.source.RandomImages;
import dev.towers.graph.FullyConnected;
import dev.towers.graph.Layer;
import dev.towers.graph.Network;
import dev.towers.graph.Parameters;
import dev.towers.graph.Start;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** However many steps are made, the process stays as large as it was. */
class SoakTest {
  /** How many steps to make in place of the usual number. */
  private static final int STEPS = Integer.getInteger("soak.steps", 5_000);

  private static final int SAMPLES = 20;
  private static final int STEPS_PER_QUESTION = 10;
  private static final int STEPS_PER_SAVE = 1_000;
  private static final long MEBIBYTE = 1 << 20;
  private static final ImageShape SHAPE = RandomImages.CIFAR;

  /** So many that one batch that each question leaves behind would be seen. */
  private static final int IMAGES = 64;

  private static final int CLASSES = 3;

  /** What a process holds, by {@code /proc/self}. */
  private record Sample(int step, long residentBytes, long threads, long files, long heapBytes) {
    static Sample at(int step) throws IOException {
      System.gc(); // so that what is seen is held, not left over
      Runtime java = Runtime.getRuntime();
      return new Sample(
          step,
          status("VmRSS:") * 1024,
          status("Threads:"),
          openFiles(),
          java.totalMemory() - java.freeMemory());
    }

    private static long status(String name) throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    }

    private static long openFiles() throws IOException {
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        return files.count();
      }
    }

    @Override
    public String toString() {
      return "soak  %,9d steps  %7.1f MiB resident  %6.1f MiB heap  %3d threads  %3d files"
          .formatted(
              step,
              (double) residentBytes / MEBIBYTE,
              (double) heapBytes / MEBIBYTE,
              threads,
              files);
    }
  }

  /** One fully connected layer. */
  private record Tiny() implements Network {
    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public Layer build(Parameters parameters, ImageShape images, int classes) {
      return Layer.sequence(
          Layer.flatten(images.bytes()),
          FullyConnected.create(parameters, "fc", images.bytes(), classes));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void processStaysAsLargeAsItWas(@TempDir Path folder) throws IOException {
    Devices devices = Devices.cpus(2);
    List<Sample> samples = new ArrayList<>();
    Batch batch = RandomImages.wholeOf(RandomImages.of(SHAPE, IMAGES, CLASSES, 1));
    try (TrainingGraph graph =
            TrainingGraph.open(
                new Tiny(),
                TrainingImages.of(SHAPE, CLASSES),
                TrainingSetup.METHOD,
                Layout.oneOnEach(devices, 1),
                Start.fresh(new Seed(1)));
        TrainingSession session = TrainingSession.open(graph)) {
      for (int step = 1; step <= STEPS; step++) {
        float loss = session.step(batch, 0);
        assertTrue(Float.isFinite(loss), "loss " + loss + " at step " + step);
        if (step % STEPS_PER_QUESTION == 0) {
          session.answer(batch).classes();
        }
        if (step % STEPS_PER_SAVE == 0) {
          session.save(folder.resolve("weights"));
        }
        if (step % (STEPS / SAMPLES) == 0) {
          samples.add(Sample.at(step));
          System.out.println(samples.get(samples.size() - 1));
        }
      }
    }
    assertFlat(samples);
  }

  /** From a tenth of the way on, when all that is made once has been made. */
  private static void assertFlat(List<Sample> samples) {
    Sample early = samples.get(samples.size() / 10);
    Sample last = samples.get(samples.size() - 1);
    System.out.printf(
        "soak  from step %,d to %,d: %+.1f MiB resident, %+.2f MiB heap, %+d threads, %+d files%n",
        early.step(),
        last.step(),
        (double) (last.residentBytes() - early.residentBytes()) / MEBIBYTE,
        (double) (last.heapBytes() - early.heapBytes()) / MEBIBYTE,
        last.threads() - early.threads(),
        last.files() - early.files());
    assertTrue(last.residentBytes() - early.residentBytes() < 64 * MEBIBYTE, last::toString);
    assertTrue(last.heapBytes() - early.heapBytes() < 2 * MEBIBYTE, last::toString);
    assertTrue(last.threads() - early.threads() <= 2, last::toString);
    assertTrue(last.files() - early.files() <= 2, last::toString);
  }
}
