package dev.towers.tower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.ConfigProto;

class DevicesTest {
  private static final List<Device> NO_GPUS = List.of();
  private static final List<Device> TWO_GPUS = List.of(gpu(0), gpu(1));

  @Test
  void autoTakesEveryGpu() {
    assertEquals(new Devices(TWO_GPUS), Devices.parse("auto", TWO_GPUS));
  }

  @Test
  void autoTakesTheCpuWhereThereIsNoGpu() {
    assertEquals(Devices.cpus(1), Devices.parse("auto", NO_GPUS));
  }

  @Test
  void autoTakesSoManyCpuDevicesWhereThereIsNoGpu() {
    assertEquals(Devices.cpus(3), Devices.parse("auto", NO_GPUS, 3));
    assertEquals(Devices.cpus(64), Devices.parse("auto", NO_GPUS, 65));
    assertEquals(new Devices(TWO_GPUS), Devices.parse("auto", TWO_GPUS, 3));
    assertEquals(Devices.cpus(1), Devices.parse("cpu:1", NO_GPUS, 3));
  }

  @Test
  void cpuTakesSoManyVirtualDevices() {
    Devices devices = Devices.parse("cpu:3", TWO_GPUS);
    assertEquals("CPU:0, CPU:1, CPU:2", devices.toString());
    assertEquals(3, devices.count());
    assertEquals(new Device(Device.Kind.CPU, 0), devices.main());
    assertEquals(64, Devices.parse("cpu:64", NO_GPUS).count());
  }

  @Test
  void gpuTakesTheListedOnesInTheirOrder() {
    assertEquals(new Devices(List.of(gpu(1))), Devices.parse("gpu:1", TWO_GPUS));
    assertEquals(new Devices(List.of(gpu(1), gpu(0))), Devices.parse("gpu:1,0", TWO_GPUS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cpu",
        "gpu",
        "gpus:0",
        "AUTO",
        "cpu:",
        "cpu:x",
        "cpu:-1",
        "cpu:1.5",
        "cpu: 2",
        "cpu:99999",
        "gpu:",
        "gpu:0,",
        "gpu:,0",
        "gpu:a",
        "gpu:0-1",
        "gpu:0,cpu:0",
        "cpu:2,gpu:0",
        "auto,gpu:0"
      })
  void whatIsNoDeviceListIsSaidToBeNone(String text) {
    assertEquals(
        "devices takes auto, cpu:N (N virtual CPU devices) or gpu:0,1,..., not '" + text + "'",
        messageOf(text, TWO_GPUS));
  }

  @ParameterizedTest
  @CsvSource({"cpu:0, 0", "cpu:65, 65"})
  void numberOfCpusHasItsBounds(String text, String found) {
    assertEquals(
        "devices cpu:N makes 1 to 64 virtual CPU devices, not " + found, messageOf(text, NO_GPUS));
  }

  @Test
  void sameGpuTwiceIsRefused() {
    assertEquals("devices gpu:1,1 names GPU:1 twice", messageOf("gpu:1,1", TWO_GPUS));
    assertEquals("devices gpu:1,01 names GPU:1 twice", messageOf("gpu:1,01", TWO_GPUS));
  }

  @Test
  void missingGpuIsNamedBesideThoseThereAre() {
    assertEquals(
        "devices gpu:0,2 asks for GPU:2, there is only GPU:0, GPU:1: choose of these",
        messageOf("gpu:0,2", TWO_GPUS));
  }

  @Test
  void missingGpuIsExplainedWhereThereIsNone() {
    String message = messageOf("gpu:0", NO_GPUS);
    assertTrue(
        message.startsWith("devices gpu:0 asks for a GPU, and TensorFlow finds none; "), message);
    assertTrue(message.contains("mvn package -Pgpu") || message.contains("CUDA 12"), message);
  }

  @Test
  void refusesNoneTwiceTheSameAndMixedKinds() {
    Device cpu = new Device(Device.Kind.CPU, 0);
    for (List<Device> wrong : List.of(List.<Device>of(), List.of(cpu, cpu), List.of(cpu, gpu(0)))) {
      assertThrows(IllegalArgumentException.class, () -> new Devices(wrong), wrong.toString());
    }
    assertThrows(IllegalArgumentException.class, () -> new Device(Device.Kind.CPU, -1));
  }

  @Test
  void sessionOnCpusHasSoManyOfThemAndNoGpu() {
    ConfigProto config = Devices.cpus(4).sessionConfig(1);
    assertEquals(4, config.getDeviceCountOrThrow("CPU"));
    assertEquals(0, config.getDeviceCountOrThrow("GPU"));
    assertEquals(1, config.getIntraOpParallelismThreads());
  }

  @Test
  void everyTowerBringsItsInterOpThreads() {
    assertEquals(2, Devices.cpus(1).sessionConfig(2).getInterOpParallelismThreads());
    for (int towers = 2; towers <= 8; towers++) {
      assertEquals(towers, Devices.cpus(towers).sessionConfig(1).getInterOpParallelismThreads());
    }
  }

  /** The first session of the process would else set the threads of all that follow. */
  @Test
  void sessionHasThreadsOfItsOwn() {
    assertTrue(Devices.cpus(2).sessionConfig(1).getUsePerSessionThreads());
  }

  @Test
  void sessionOnGpusTakesMemoryAsItNeedsIt() {
    ConfigProto config = new Devices(TWO_GPUS).sessionConfig(1);
    assertTrue(config.getGpuOptions().getAllowGrowth());
    assertEquals(0, config.getDeviceCountCount());
  }

  private static String messageOf(String text, List<Device> gpus) {
    return assertThrows(InputException.class, () -> Devices.parse(text, gpus)).getMessage();
  }

  private static Device gpu(int index) {
    return new Device(Device.Kind.GPU, index);
  }
}
