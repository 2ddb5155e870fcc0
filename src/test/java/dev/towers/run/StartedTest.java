package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.tower.Traffic;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartedTest {
  private static final RunFacts.Data DATA = new RunFacts.Data("ten", 512, 0, 8, "32x32x3", 10);

  @Test
  void tellsMuonsRateWhereItIsUsed() {
    assertEquals(
        "training  2 epochs of 9 steps, batch size 4, learning rate 0.001, momentum 0.9, seed 0",
        line("training", Settings.usual(), 1, 1));
    Settings muon = Settings.usual().with(Settings.MUON, 0.05);
    assertTrue(
        line("training", muon, 1, 1).contains("learning rate 0.001, Muon 0.05, momentum 0.9"));
  }

  @Test
  void tellsWhatDevicesHaveNoTower() {
    assertTrue(line("device", 2, 2).startsWith("device    CPU:0, CPU:1, threads 1; "));
    assertTrue(line("device", 1, 2).startsWith("device    CPU:0, towers 2, threads 1; "));
    assertTrue(
        line("device", 3, 2)
            .startsWith(
                "device    CPU:0, CPU:1, CPU:2, towers 2 (1 of the devices without one), threads"));
  }

  private static String line(String name, int devices, int towers) {
    return line(name, Settings.usual(), devices, towers);
  }

  private static String line(String name, Settings settings, int devices, int towers) {
    Started started =
        new Started(
            "run",
            0,
            DATA,
            100,
            Optional.empty(),
            settings,
            9,
            new Layout(Devices.cpus(devices), towers, 1),
            List.of(),
            new Traffic(0, 0, 0),
            List.of());
    return started.lines().stream().filter(line -> line.startsWith(name)).findFirst().orElseThrow();
  }
}
