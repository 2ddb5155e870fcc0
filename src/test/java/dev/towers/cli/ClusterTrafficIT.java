package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step sends, counted on a network that has nothing else on it. */
class ClusterTrafficIT {
  private static final int TOWERS = 4;
  private static final int STEPS_TO_A_LINE = 10;
  private static final int LINES = 6;
  private static final int IMAGES_OF_A_CLASS = 400;

  /** Headers, the places and views of the images, the signs that all live. */
  private static final int BESIDES = 12_000;

  private static final Pattern SAID =
      Pattern.compile(
          "workers   .*: a step sends each but the first ([0-9,]+) bytes of weights, and brings"
              + " ([0-9,]+) of gradients back from each tower there: ([0-9,]+) bytes in all");

  @AutoClose private static LoneNetwork network;
  @AutoClose private static LoneWorkers workers;
  private static Path folder;

  /** Of images of 32 x 32. */
  private static Step usual;

  /**
   * One step.
   *
   * @param weights bytes to the second process, as the run says
   * @param gradients bytes from each tower there, as it says
   * @param total bytes, as it says
   * @param counted bytes, the mean of many steps
   */
  private record Step(long weights, long gradients, long total, double counted) {}

  @BeforeAll
  static void count(@TempDir Path here) throws Exception {
    network = LoneNetwork.open();
    folder = here;
    Pictures.lay(folder.resolve("pictures/train"), IMAGES_OF_A_CLASS, "a", "b");
    Pictures.lay(folder.resolve("pictures/test"), 2, "a", "b");
    workers = new LoneWorkers(jar());
    workers.start(0, 1);
    usual = step("usual");
  }

  @Test
  void aStepSendsWhatTheRunSays() {
    assertEquals(usual.weights() + TOWERS / 2 * usual.gradients(), usual.total());
    assertTrue(usual.weights() > 100_000, usual::toString);
    assertCounted(usual);
  }

  @Test
  void theSizeOfTheImagesDoesNotMatter() throws Exception {
    Step large = step("large", "--image-size", "64");
    assertEquals(usual.total(), large.total());
    assertCounted(large);
  }

  @Test
  void whatIsFrozenTravelsOnce() throws Exception {
    Step frozen = step("frozen", "--freeze", "group1*,group2*");
    assertTrue(frozen.total() < 0.6 * usual.total(), frozen::toString);
    assertCounted(frozen);
  }

  private static void assertCounted(Step step) {
    assertTrue(
        step.counted() > 0.9 * step.total() && step.counted() < 1.1 * step.total() + BESIDES,
        step::toString);
  }

  private static Step step(String run, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data", "pictures",
                "--recipe", "quickstart",
                "--network", "convgroups-16-32-32",
                "--epochs", "1000",
                "--batch-size", "8",
                "--shift", "2",
                "--towers", Integer.toString(TOWERS),
                "--log-every", Integer.toString(STEPS_TO_A_LINE),
                "--cluster", LoneWorkers.CLUSTER,
                "--run", run));
    arguments.addAll(List.of(more));
    try (TrainJar.Life life = jar().start(arguments.toArray(String[]::new))) {
      Path out = life.streams().resolve("out");
      long start = awaitLines(out, 2);
      long before = network.bytes();
      long end = awaitLines(out, start + LINES);
      long after = network.bytes();
      life.signal("TERM");
      assertEquals(143, life.end().exitCode());
      Matcher said = SAID.matcher(Files.readString(out));
      assertTrue(said.find(), Files.readString(out));
      return new Step(
          number(said.group(1)),
          number(said.group(2)),
          number(said.group(3)),
          (after - before) / (double) ((end - start) * STEPS_TO_A_LINE));
    }
  }

  /** Waits until there are so many lines about the loss; returns how many there are. */
  private static long awaitLines(Path out, long least) throws Exception {
    LoneWorkers.await(() -> lines(out) >= least, "no training goes on");
    return lines(out);
  }

  private static long lines(Path out) throws Exception {
    return Files.readAllLines(out).stream().filter(line -> line.contains("] loss:")).count();
  }

  private static long number(String digits) {
    return Long.parseLong(digits.replace(",", ""));
  }

  private static TrainJar jar() {
    return TrainJar.in(folder).runBy(network.prefix());
  }
}
