package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.bench.StepModel.Link;
import dev.towers.bench.StepModel.Measured;
import dev.towers.bench.StepModel.Work;
import org.junit.jupiter.api.Test;

class StepModelTest {
  private static final double EXACT = 1e-9;
  private static final StepModel MODEL = new StepModel(2, 0.5);

  @Test
  void oneProcessComputesAndIsAsked() {
    Work alone = Work.ofTowers(100, 1, 10e6);
    assertEquals(0, alone.bytes());
    assertEquals(100, MODEL.stepMillis(alone, Link.INSTANT), EXACT);
    assertEquals(100 + 2 * 3, MODEL.stepMillis(alone, new Link(3, 1e6)), EXACT);
  }

  @Test
  void furtherProcessesSendTheModelThereAndBack() {
    Work three = Work.ofTowers(100, 3, 10e6);
    assertEquals(40e6, three.bytes());
    assertEquals(100 + 2 * 2 + 40 * 0.5, MODEL.stepMillis(three, Link.INSTANT), EXACT);
    // 40 MB at 100 MB/s are 400 ms; the driver's trip and two of the workers, of 6 ms each
    assertEquals(124 + 400 + 3 * 6, MODEL.stepMillis(three, new Link(3, 100e6)), EXACT);
    assertEquals(100 / 124.0, MODEL.efficiency(three, Link.INSTANT), EXACT);
  }

  @Test
  void whereTheVariablesAreDecidesWhatTheBusiestLinkCarries() {
    assertEquals(2 * 3 * 10e6, Work.ofTowers(1, 4, 10e6).bytes(), EXACT);
    assertEquals(2 * 4 * 10e6, Work.apart(1, 4, 10e6).bytes(), EXACT);
    assertEquals(5, Work.apart(1, 4, 10e6).processes());
    assertEquals(2 * 0.75 * 10e6, Work.spread(1, 4, 10e6).bytes(), EXACT);
    assertEquals(0, Work.spread(1, 1, 10e6).bytes(), EXACT);
  }

  @Test
  void theModelAgreesWithTheStepsThatItIsMadeFrom() {
    Measured small = measured(Work.ofTowers(10, 2, 1e6));
    Measured large = measured(Work.ofTowers(80, 4, 25e6));
    StepModel found = StepModel.through(small, large);
    assertEquals(MODEL.millisPerProcess(), found.millisPerProcess(), EXACT);
    assertEquals(MODEL.millisPerMegabyte(), found.millisPerMegabyte(), EXACT);
  }

  @Test
  void noTermIsLessThanNothing() {
    Measured small = new Measured(Work.ofTowers(10, 2, 1e6), 9);
    Measured large = new Measured(Work.ofTowers(80, 2, 25e6), 105);
    assertEquals(new StepModel(0, 0.5), StepModel.through(small, large));
    Measured tooFast = new Measured(Work.ofTowers(80, 2, 25e6), 79);
    assertThrows(IllegalArgumentException.class, () -> StepModel.through(small, tooFast));
  }

  @Test
  void stepsThatSendTheSameTellNothingOfBytes() {
    Measured one = measured(Work.ofTowers(10, 2, 1e6));
    Measured other = measured(Work.ofTowers(20, 3, 1e6));
    Measured alone = measured(Work.ofTowers(20, 1, 1e6));
    assertThrows(IllegalArgumentException.class, () -> StepModel.through(one, other));
    assertThrows(IllegalArgumentException.class, () -> StepModel.through(one, alone));
  }

  private static Measured measured(Work work) {
    return new Measured(work, MODEL.stepMillis(work, Link.INSTANT));
  }
}
