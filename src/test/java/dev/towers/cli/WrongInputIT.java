package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.towers.hostile.EncodedSamples;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wrong input gets one line that says what was expected, exit code 2, and leaves nothing. Options
 * that are wrong by themselves are those of {@link WrongOptionsTest}.
 */
class WrongInputIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --bogus | Unknown option: '--bogus'
          --data empty | empty
          --data cut --epochs 1 | test_batch.bin
          --data archive.tar.gz | archive.tar.gz
          --data sample --export file/model | --export needs a folder
          --data sample --run file | --run needs a folder
          --data sample --run new --export new/checkpoints | is for the checkpoints of a run
          --data sample --run new --export other/checkpoints | is for the checkpoints of a run
          --data pictures --recipe quickstart --image-size 7 | needs images of at least 16x16 pixels, these are 7x7
          --data pictures/train/cat | found images in no folder of a class
          --resume --run empty | 'empty' has none
          --data sample --run other | 'other' holds another run
          evaluate --model empty --data sample | 'empty' holds neither
          evaluate --model broken --data sample | 'broken' does not load
          samples --data sample --out file/grid.png | --out needs a folder
          """)
  void isToldInOneLine(String arguments, String expected, @TempDir Path folder) throws Exception {
    assertToldInOneLine(arguments, expected, folder);
  }

  @Test
  void aStepOf335GigabytesIsToldWhereTheMachineHasLess(@TempDir Path folder) throws Exception {
    long present =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    assumeTrue(present < 300_000_000_000L, "the machine has as much");
    assertToldInOneLine(
        "--data pictures --recipe quickstart --image-size 4096 --network convgroups-1000-1-1",
        "choose a smaller --batch-size or --image-size",
        folder);
  }

  private static void assertToldInOneLine(String arguments, String expected, Path folder)
      throws Exception {
    lay(folder);
    List<Path> before = everythingIn(folder);
    TrainJar.Outcome outcome =
        TrainJar.in(folder)
            .withEnvironment(Map.of("TOWERS_CACHE", folder.resolve("empty").toString()))
            .run(arguments.split(" "));
    assertEquals(1, outcome.err().size(), outcome.err()::toString);
    String line = outcome.err().get(0);
    assertTrue(line.startsWith("error: ") && line.contains(expected), line);
    assertEquals(List.of(), outcome.out());
    assertEquals(2, outcome.exitCode());
    assertEquals(before, everythingIn(folder));
  }

  @Test
  void debugShowsWhere(@TempDir Path folder) throws Exception {
    TrainJar.Outcome outcome = TrainJar.in(folder).run("samples", "--debug", "--data", "missing");
    assertLinesMatch(
        List.of(
            "dev\\.towers\\.InputException: .*", "\tat dev\\.towers\\..*", ">> >>", "error: .*"),
        outcome.err());
    assertEquals(2, outcome.exitCode());
  }

  private static void lay(Path folder) throws Exception {
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("file"), "no folder");
    Files.writeString(folder.resolve("archive.tar.gz"), "no archive");
    Files.writeString(
        Files.createDirectories(folder.resolve("other/checkpoints/7")).resolve("state.json"), "{}");
    Files.writeString(
        Files.createDirectories(folder.resolve("other")).resolve("settings.json"), "{}");
    for (String images : List.of("train/cat", "train/dog", "test/cat", "test/dog")) {
      Files.write(
          Files.createDirectories(folder.resolve("pictures").resolve(images)).resolve("1.png"),
          EncodedSamples.pngAndJpeg(20, 20).get(0));
    }
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.write(broken.resolve("saved_model.pb"), new byte[] {8, 1, 18});
    Path cut = Files.createDirectories(folder.resolve("cut"));
    byte[] record = new byte[3073];
    for (int i = 1; i <= 5; i++) {
      Files.write(cut.resolve("data_batch_%d.bin".formatted(i)), record);
    }
    Files.write(cut.resolve("test_batch.bin"), new byte[3000]);
  }

  private static List<Path> everythingIn(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
