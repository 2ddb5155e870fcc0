package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.Output;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import org.junit.jupiter.api.Test;

class HostsTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @Test
  void towersSitSideBySideWhereThereAreProcessorsForTheirThreads() throws Exception {
    assumeTrue(TensorFlowStart.gpus().isEmpty(), "towers sit on GPUs here");
    assertEquals(Devices.cpus(1), of(0, 0));
    assertEquals(Devices.cpus(1), of(1, 0));
    assertEquals(Devices.cpus(Math.min(2, PROCESSORS)), of(2, 0));
    assertEquals(Devices.cpus(Math.min(64, PROCESSORS)), of(1024, 1));
    assertEquals(Devices.cpus(1), of(2, PROCESSORS));
    assertEquals(Devices.cpus(1), of(2, PROCESSORS + 1));
  }

  @Test
  void whoNamesDevicesHasThese() throws Exception {
    Settings settings = Settings.usual().with(Settings.DEVICES, "cpu:3").with(Settings.TOWERS, 2);
    assertEquals(Devices.cpus(3), open(settings));
  }

  private static Devices of(int towers, int threads) throws Exception {
    return open(Settings.usual().with(Settings.TOWERS, towers).with(Settings.THREADS, threads));
  }

  private static Devices open(Settings settings) throws Exception {
    try (Hosts hosts = Hosts.open(settings, "a test", Output.silent())) {
      return hosts.devices();
    }
  }
}
