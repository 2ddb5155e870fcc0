package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.train.Position;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointPolicyTest {
  private static final int STEPS_PER_EPOCH = 25;

  /** Steps within the first epoch, so that both counts are one. */
  @ParameterizedTest(name = "every {0}, from {1} to {2} after {3} s: {4}")
  @CsvSource({
    "10, 9, 10, 1, true",
    "10, 8, 9, 1, false",
    "10, 10, 11, 1, false",
    "10, 8, 12, 1, true", // several steps in one run of the session
    "10, 10, 19, 1, false",
    "0, 9, 10, 1, false",
    "0, 24, 25, 1, true", // the end of the epoch
    "0, 9, 10, 601, true"
  })
  void isDue(int every, int before, int now, int seconds, boolean due) {
    CheckpointPolicy policy =
        new CheckpointPolicy(every, STEPS_PER_EPOCH, CheckpointPolicy.TEN_MINUTES);
    assertEquals(due, policy.isDue(at(before), at(now), Duration.ofSeconds(seconds)));
  }

  private static Position at(int step) {
    return new Position(step, 1, step);
  }
}
