package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {

  /** A copy that was cut off must not keep a run with good checkpoints from going on. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"run\": \"a", "[]"})
  void factsThatCannotBeReadAreNone(String text, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("run.json"), text);
    assertEquals(Optional.empty(), new RunFolder(folder).facts());
  }

  /** A run that goes on tests its model again. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"test_images\": 1", "[]", "{}"})
  void figuresThatCannotBeReadAreNone(String text, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("figures.json"), text);
    assertEquals(Optional.empty(), new RunFolder(folder).results());
  }

  /** A full disk or a power cut leaves such. */
  @ParameterizedTest
  @ValueSource(strings = {"1,20", "1,4000,1.9", "\0\0\0"})
  void aLineThatWasNotWrittenWholeIsNotDrawn(String torn, @TempDir Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    Files.writeString(folder.metrics(), "epoch,step,loss\n1,2000,2.2\n" + torn);
    assertEquals(
        1, RunCurves.read(folder, Settings.usual(), Optional.empty()).history().loss().size());
  }
}
