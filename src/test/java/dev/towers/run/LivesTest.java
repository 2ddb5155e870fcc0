package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.Recorded;
import dev.towers.cluster.Reputation;
import dev.towers.cluster.WorkerAddress;
import dev.towers.cluster.WorkerLostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivesTest {
  private static final WorkerAddress WORKER = new WorkerAddress("b", 1);
  private static final Ending END = new Stopped(Path.of("run"), 0, 0, false);

  private final Recorded told = new Recorded();
  private final Reputation reputation = Reputation.unknown();
  private final Deque<Lives.Life> later = new ArrayDeque<>();
  @TempDir private Path folder;
  private Lives lives;

  @BeforeEach
  void open() {
    lives = new Lives(new RunPlace(folder, true), () -> true, reputation, told);
  }

  @Test
  void aWorkerThatIsLostInALifeWithoutACheckpointIsLeftOut() throws Exception {
    later.add(this::lose);
    later.add(this::lose);
    later.add(() -> END);
    assertEquals(END, lives.live(() -> saveAndLose(0), this::liveOn));
    assertEquals(
        List.of(
            "warning: the worker b:1 fails; going on without the worker b:1 for 15 seconds",
            "warning: the worker b:1 fails; going on without the worker b:1 for 30 seconds",
            "warning: the worker b:1 fails; going on without the worker b:1 for 60 seconds"),
        told.warned());
  }

  @Test
  void aLifeThatSavedSomethingWasOfUse() throws Exception {
    later.add(() -> saveAndLose(20));
    later.add(() -> END);
    assertEquals(END, lives.live(() -> saveAndLose(10), this::liveOn));
    String line = "warning: the worker b:1 fails; going on with those that are there";
    assertEquals(List.of(line, line), told.warned());
  }

  @Test
  void aRunThatLosesAWorkerBeforeItsFirstCheckpointBeginsAgain() throws Exception {
    Deque<Lives.Life> beginnings = new ArrayDeque<>(List.of(this::lose, () -> saveAndLose(0)));
    assertEquals(END, lives.live(() -> beginnings.remove().live(), () -> END));
    assertTrue(beginnings.isEmpty());
    assertEquals(2, told.warned().size());
  }

  @Test
  void whatIsWrongBeforeTheFirstCheckpointIsToldWithoutAdviceToGoOn() {
    InputException wrong = InputException.about("no worker is there");
    later.add(this::lose);
    later.add(
        () -> {
          throw wrong;
        });
    assertSame(
        wrong, assertThrows(InputException.class, () -> lives.live(this::liveOn, () -> END)));
  }

  /** Also one that is gone on with, whose first life is like all others. */
  @Test
  void whatIsWrongLaterIsToldWithAdviceToGoOn() {
    later.add(() -> saveAndLose(10));
    later.add(
        () -> {
          throw InputException.about("no worker is there");
        });
    Lives.Life life = this::liveOn;
    InputException e = assertThrows(InputException.class, () -> lives.live(life, life));
    assertEquals(
        "no worker is there; what was saved is kept: go on with resume run " + folder,
        e.getMessage());
  }

  @Test
  void aRunThatIsNotElasticEndsWithItsWorker() {
    Lives one = new Lives(new RunPlace(folder, true), () -> false, reputation, told);
    assertThrows(WorkerLostException.class, () -> one.live(() -> saveAndLose(10), this::liveOn));
    assertEquals(List.of(), told.warned());
  }

  private Ending liveOn() throws IOException, InterruptedException, WorkerBackException {
    return later.remove().live();
  }

  private Ending saveAndLose(long steps) throws IOException {
    Files.createDirectories(new RunFolder(folder).checkpoints().folder(steps));
    return lose();
  }

  private Ending lose() throws IOException {
    throw new WorkerLostException(
        "the worker b:1 fails", List.of(WORKER), new IOException("no answer"));
  }
}
