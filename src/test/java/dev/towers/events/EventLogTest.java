package dev.towers.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.tower.TensorFlowStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.Event;

class EventLogTest {
  private static final int NOTHING = -1;

  @BeforeAll
  static void startTensorFlow() {
    TensorFlowStart.ensure();
  }

  @Test
  void tellsEachStepOfATagOnce(@TempDir Path folder) throws IOException {
    try (EventLog log = EventLog.open(folder, List.of(), NOTHING)) {
      log.write(List.of(loss(1, 2.5), loss(2, 2), Events.scalar(2, "rate", 0.5)));
      log.write(List.of(loss(2, 7), loss(3, 1)));
      EventFiles written = EventFiles.of(folder); // while the file is open
      assertEquals(Map.of(1L, 2.5, 2L, 2., 3L, 1.), written.curve("loss"));
      assertEquals(Map.of(2L, 0.5), written.curve("rate"));
    }
  }

  @Test
  void goesOnWithWhatStands(@TempDir Path folder) throws IOException {
    try (EventLog log = EventLog.open(folder, List.of(text("before")), NOTHING)) {
      log.write(List.of(loss(1, 3), loss(2, 2), loss(3, 1)));
    }
    try (EventLog log = EventLog.open(folder, List.of(text("after")), 2)) {
      log.write(List.of(loss(2, 7), loss(3, 1.5)));
    }
    EventFiles written = EventFiles.of(folder);
    assertEquals(Map.of(1L, 3., 2L, 2., 3L, 1.5), written.curve("loss"));
    assertEquals(
        "after", written.values("text").get(0L).getTensor().getStringVal(0).toStringUtf8());
  }

  /** A process may be killed before the file before it is emptied, and in the middle of a write. */
  @Test
  void goesOnWithFilesThatAreTornOrTellTheSame(@TempDir Path folder, @TempDir Path other)
      throws IOException {
    try (EventLog log = EventLog.open(folder, List.of(), NOTHING)) {
      log.write(List.of(loss(1, 3), loss(2, 2), loss(3, 1)));
    }
    Path first = files(folder).get(0);
    Files.copy(first, other.resolve("first"));
    EventLog.open(folder, List.of(), 2).close();
    Files.copy(other.resolve("first"), folder.resolve("events.out.tfevents.0000000000.first"));
    byte[] whole = Files.readAllBytes(other.resolve("first"));
    Files.write(
        folder.resolve("events.out.tfevents.9999999999.torn"),
        Arrays.copyOf(whole, whole.length - 1));
    EventLog.open(folder, List.of(), 2).close();
    assertEquals(Map.of(1L, 3., 2L, 2.), EventFiles.of(folder).curve("loss"));
  }

  @Test
  void leavesNothingOfWhatDoesNotStand(@TempDir Path folder) throws IOException {
    EventLog.open(folder, List.of(loss(1, 3)), NOTHING).close();
    EventLog.open(folder, List.of(loss(2, 2)), NOTHING).close();
    assertEquals(Map.of(2L, 2.), EventFiles.of(folder).curve("loss"));
    EventLog.open(folder, List.of(), NOTHING).close();
    EventLog.open(folder, List.of(), NOTHING).close();
    assertEquals(2, files(folder).size(), "files that are empty, for whoever reads them still");
  }

  @Test
  void saysWhereNothingCanBeWritten(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThrows(TensorFlowException.class, () -> EventLog.open(file, List.of(), NOTHING));
  }

  @Test
  void noticesThatItsFileIsGone(@TempDir Path folder) throws IOException {
    try (EventLog log = EventLog.open(folder, List.of(), NOTHING)) {
      Files.delete(files(folder).get(0));
      assertFalse(log.isThere());
    }
  }

  private static Event loss(long step, double value) {
    return Events.scalar(step, "loss", value);
  }

  private static Event text(String words) {
    return Events.text(0, "text", words);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
