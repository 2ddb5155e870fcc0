package dev.towers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpokenMeterTest {
  private final List<String> said = new ArrayList<>();
  private long seconds;

  @Test
  void tellsOnceAMinuteHowFarItIsAndHowLongItTakes() {
    Progress.Meter meter = meter("images", 100_000);
    for (int i = 0; i <= 600; i++) {
      seconds = i;
      meter.reached(10L * i);
    }
    assertEquals(10, said.size());
    assertEquals("train: 600 of 100,000 images, 10.0 images/s, 2 h 45 min left", said.get(0));
    assertEquals("train: 6,000 of 100,000 images, 10.0 images/s, 2 h 36 min left", said.get(9));
  }

  @Test
  void workOfLessThanAMinuteSaysNothing() {
    Progress.Meter meter = meter("images", 10);
    for (int i = 1; i <= 10; i++) {
      seconds = 5 * i;
      meter.reached(i);
    }
    assertEquals(List.of(), said);
  }

  /** 4 million bytes were there before; 2 million came in 80 s. */
  @Test
  void whatWasThereBeforeDoesNotMakeItFaster() {
    Progress.Meter meter = meter("bytes", 8_000_000);
    meter.reached(4_000_000);
    seconds = 80;
    meter.reached(6_000_000);
    assertEquals(List.of("train: 6 of 8 MB, 25 kB/s, 1 min left"), said);
  }

  @Test
  void anUnknownTotalIsNotTold() {
    Progress.Meter meter = meter("bytes", 0);
    meter.reached(0);
    seconds = 61;
    meter.reached(6_000_000);
    assertEquals(List.of("train: 6 MB, 98 kB/s"), said);
  }

  private Progress.Meter meter(String unit, long total) {
    Progress speaker =
        new Progress() {
          @Override
          public void say(String line) {
            said.add(line);
          }

          @Override
          public Meter open(String task, String other, long all) {
            throw new UnsupportedOperationException();
          }
        };
    return new SpokenMeter(speaker, "train", unit, total, () -> seconds * 1_000_000_000);
  }
}
