package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.tower.Devices;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingPlanTest {
  @Test
  void towersAreComparedWithOne() {
    assertEquals(List.of(1, 2, 4), plan("4, 2").towers());
    assertEquals(List.of(1, 8), plan("1,8").towers());
  }

  @Test
  void towersDoubleUpToAllDevices() {
    assertEquals(List.of(1), ScalingPlan.doublingTo(1));
    assertEquals(List.of(1, 2, 3), ScalingPlan.doublingTo(3));
    assertEquals(List.of(1, 2, 4, 8), ScalingPlan.doublingTo(8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "two", "1,,2", "1,", "1,1", "12345", "9999999999"})
  void towersAreDifferentWholeNumbersFromOne(String text) {
    InputException wrong = assertThrows(InputException.class, () -> ScalingPlan.parseTowers(text));
    assertTrue(wrong.getMessage().startsWith("towers "), wrong.getMessage());
  }

  @Test
  void noTowerIsIdleOrWithoutADevice() {
    assertThrows(InputException.class, () -> new ScalingPlan("quickstart", List.of(4), 3, 100, 10));
    ScalingPlan plan = plan("1,2");
    plan.requireFit(Devices.cpus(2));
    assertThrows(InputException.class, () -> plan.requireFit(Devices.cpus(1)));
  }

  @Test
  void turnsHaveFiveStepsAndTheLastWhatIsLeft() {
    ScalingPlan plan = new ScalingPlan("quickstart", List.of(1), 8, 12, 0);
    assertEquals(
        List.of(5, 5, 2), IntStream.range(0, plan.turns()).mapToObj(plan::stepsInTurn).toList());
  }

  private static ScalingPlan plan(String towers) {
    return new ScalingPlan("quickstart", ScalingPlan.parseTowers(towers), 8, 100, 10);
  }
}
