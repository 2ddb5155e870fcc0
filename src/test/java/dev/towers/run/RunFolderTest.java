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
}
