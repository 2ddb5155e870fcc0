package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  @TempDir private Path folder;
  private final List<String> passedOver = new ArrayList<>();
  @AutoClose private TrainingSetup training;
  private Checkpoints checkpoints;

  @BeforeEach
  void open() {
    training = TrainingSetup.open(1);
    checkpoints = new Checkpoints(folder);
  }

  @Test
  void theNewestIsThatOfTheMostSteps() throws IOException {
    assertFalse(checkpoints.exist());
    assertEquals("", newest());
    add(9, 10, 0);
    assertTrue(checkpoints.exist());
    assertEquals("state 10", newest());
    assertEquals(List.of(), passedOver);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"state.json", "variables.index", "variables.data-00000-of-00001", "SHA256SUMS"})
  void aDamagedOneIsPassedOver(String file) throws IOException {
    add(9, 10);
    Path damaged = folder.resolve("10").resolve(file);
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= (byte) 0x80;
    Files.write(damaged, bytes);
    assertEquals("state 9", newest());
    Files.delete(damaged);
    assertEquals("state 9", newest());
    assertEquals(2, passedOver.size());
    assertTrue(
        passedOver.get(0).contains(folder.resolve("10") + " is passed over: "), passedOver.get(0));
  }

  /** As file managers leave it. */
  @Test
  void aFileOfOthersDoesNotMatter() throws IOException {
    add(9, 10);
    Files.writeString(folder.resolve("10/.DS_Store"), "icons");
    assertEquals("state 10", newest());
    assertTrue(checkpoints.variables(10).isPresent());
  }

  @Test
  void oneWhoseStateCannotBeReadIsPassedOver() throws IOException {
    add(9, 10);
    assertEquals(
        "state 9",
        checkpoints
            .newest(
                text -> {
                  if (text.equals("state 10")) {
                    throw new IOException("from another version");
                  }
                  return text;
                },
                passedOver::add)
            .orElseThrow()
            .state());
    assertTrue(passedOver.get(0).endsWith("is passed over: from another version."));
  }

  @Test
  void keepsTheNewestAndTheBestAndWhatIsStillAhead() throws IOException {
    add(1, 2, 3, 4, 5, 6, 7);
    checkpoints.keepNewest(3, 6, 2);
    assertEquals(List.of("2", "4", "5", "6", "7"), names());
    checkpoints.keepNewest(3, 6, -1);
    assertEquals(List.of("4", "5", "6", "7"), names());
  }

  @Test
  void replacesOneOfTheSameStep() throws IOException {
    add(5);
    checkpoints.add(5, training.session(), "again");
    assertEquals("again", newest());
    assertEquals(List.of("5"), names());
  }

  @Test
  void leavesNothingWhereItCannotWrite() throws IOException {
    Checkpoints gone = new Checkpoints(folder.resolve("gone"));
    assertThrows(NoSuchFileException.class, () -> gone.add(1, training.session(), ""));
    assertEquals(List.of(), names());
  }

  private void add(long... steps) throws IOException {
    for (long step : steps) {
      checkpoints.add(step, training.session(), "state " + step);
    }
  }

  private String newest() throws IOException {
    return checkpoints
        .newest(text -> text, passedOver::add)
        .map(Checkpoints.Found::state)
        .orElse("");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
