package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines that lack memory, a home, a place to unpack to, or are of another kind. */
@EnabledOnOs(OS.LINUX)
class OddMachineIT {
  private static final String[] TRAINING = {
    "--data", "sample", "--epochs", "1", "--batch-size", "100", "--run", "run", "--export", "model"
  };

  @TempDir private Path folder;

  /** No one, not even root, makes files in /proc. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Xmx20m | MB of memory: the Java machine may take 20 MB at most; give it more",
        "-Dorg.bytedeco.javacpp.platform=macosx-arm64 | this jar has TensorFlow for another"
            + " platform than macosx-arm64",
        "-Djna.tmpdir=/proc | cannot be unpacked to /proc, or does not load from there",
        "-Djna.tmpdir=/proc | -Djna.tmpdir=FOLDER names another place",
        "-Duser.home=/proc -Djava.io.tmpdir=/proc -Djna.tmpdir=. | there is no folder that"
            + " TensorFlow's libraries can be unpacked to; -Dorg.bytedeco.javacpp.cachedir=FOLDER"
      })
  void isToldInOneLine(String javaOptions, String expected) throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder).withJavaOptions(javaOptions.split(" ")).run(TRAINING);
    assertEquals(1, outcome.err().size(), outcome.err()::toString);
    assertTrue(outcome.err().get(0).contains(expected), outcome.err()::toString);
    assertEquals(1, outcome.exitCode());
    assertFalse(Files.exists(folder.resolve("run")));
  }

  /** Java calls the home of a user whom the system does not know so. */
  @Test
  void aUserWithoutHomeLeavesNothingInTheWorkingFolder() throws Exception {
    Path cache = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    TrainJar.Outcome outcome =
        TrainJar.in(folder)
            .withJavaOptions(
                "-Duser.home=?",
                "-Djava.io.tmpdir=" + temporary,
                "-Dorg.bytedeco.javacpp.cachedir=" + cache)
            .run(TRAINING);
    assertEquals(List.of(), outcome.err());
    assertEquals(0, outcome.exitCode());
    assertFalse(Files.exists(folder.resolve("?")));
  }
}
