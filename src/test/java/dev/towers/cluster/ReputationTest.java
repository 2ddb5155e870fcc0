package dev.towers.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReputationTest {
  private static final WorkerAddress A = new WorkerAddress("a", 1);
  private static final WorkerAddress B = new WorkerAddress("b", 1);
  private static final WorkerAddress C = new WorkerAddress("c", 1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE); // such times may overflow
  private final Reputation reputation = new Reputation(now::get);

  @Test
  void aWorkerIsLeftOutForTwiceAsLongEachTimeUpToTenMinutes() {
    List<Integer> seconds = new ArrayList<>();
    for (int time = 0; time < 8; time++) {
      assertTrue(reputation.admits(B));
      reputation.exclude(B);
      seconds.add(secondsUntilAdmitted());
    }
    assertEquals(List.of(15, 30, 60, 120, 240, 480, 600, 600), seconds);
    assertTrue(reputation.admits(A));
  }

  @Test
  void oneThatProvesOfUseBeginsAnew() {
    reputation.exclude(B);
    reputation.exclude(C);
    reputation.hold(List.of(A, B));
    reputation.prove();
    assertTrue(reputation.admits(B));
    assertEquals("without the worker b:1 for 15 seconds", reputation.exclude(B));
    assertEquals("without the worker c:1 for 30 seconds", reputation.exclude(C));
  }

  @Test
  void thoseThatWereLostAreLeftOut() {
    reputation.hold(List.of(A, B, C));
    assertEquals(
        List.of("without the worker a:1 for 15 seconds", "without the worker b:1 for 15 seconds"),
        reputation.excludeUseless(List.of(A, B)));
    assertFalse(reputation.admits(A));
    assertTrue(reputation.admits(C));
  }

  @Test
  void whereNoneIsKnownToBeLostTheLastThatHasNotProvedOfUseIsLeftOut() {
    reputation.hold(List.of(A, C));
    reputation.prove();
    reputation.hold(List.of(A, B, C));
    assertEquals(
        List.of("without the worker b:1 for 15 seconds"), reputation.excludeUseless(List.of()));
    reputation.hold(List.of(A, C));
    assertEquals(
        List.of("without the worker c:1 for 15 seconds"), reputation.excludeUseless(List.of()));
    reputation.hold(List.of(A));
    assertEquals(
        List.of("without the worker a:1 for 15 seconds"), reputation.excludeUseless(List.of()));
  }

  private int secondsUntilAdmitted() {
    int seconds = 0;
    while (!reputation.admits(B)) {
      now.addAndGet(Duration.ofSeconds(1).toNanos());
      seconds++;
    }
    return seconds;
  }
}
