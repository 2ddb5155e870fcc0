package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.data.ImageShape;
import dev.towers.graph.Start;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.train.TrainingGraph;
import dev.towers.train.TrainingImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final long GIGABYTE = 1L << 30;
  private static final ImageShape CIFAR = new ImageShape(32, 32, 3);
  private static final ImageShape LARGE = new ImageShape(1024, 1024, 3);

  /** A photo of 12 megapixels as it is: 16 channels of 747 x 997 go to 120 numbers. */
  private static final MemoryNeed PHOTO =
      new MemoryNeed(
          "quickstart", 1_429_000_000L, cpus(2, 2), new ImageShape(3000, 4000, 3), 4, 100);

  @Test
  void isToldBeforeTrainingWithWhatToDo() {
    assertEquals(1_429_000_000L * 4 * 6, PHOTO.bytesOfParameters());
    InputException e = assertThrows(InputException.class, () -> PHOTO.require(16 * GIGABYTE));
    assertEquals(
        "the network quickstart has 1,429,000,000 parameters for images of 3000x4000x3: training it"
            + " takes 32,707 MB at least, and this machine has 16,384; choose a smaller image-size",
        e.getMessage());
  }

  @Test
  void whatFitsPasses() {
    PHOTO.require(40 * GIGABYTE);
    new MemoryNeed("quickstart", 62_006, cpus(8, 8), CIFAR, 4, 51_784).require(GIGABYTE);
  }

  @Test
  void aStepTooLargeIsToldToo() {
    MemoryNeed need = new MemoryNeed("quickstart", 1 << 20, cpus(1, 1), LARGE, 800, 100 << 20);
    InputException e = assertThrows(InputException.class, () -> need.require(78 * GIGABYTE));
    assertEquals(
        "a step of the network quickstart on 800 images of 1024x1024x3 takes 80,020 MB at least,"
            + " and this machine has 79,872; choose a smaller batch-size or image-size",
        e.getMessage());
    need.require(80_020L << 20);
  }

  /** Per image 12,946 numbers of 4 bytes, as ActivationsTest counts them. */
  @Test
  void theStepOfTheQuickStartIsWhatItsLayersKeep() {
    Settings usual = Settings.usual();
    try (TrainingGraph graph =
        TrainingGraph.open(
            usual.network(),
            TrainingImages.of(CIFAR, 10),
            LearningMethod.of(usual),
            cpus(1, 1),
            Start.fresh(new Seed(0)))) {
      MemoryNeed need = MemoryNeed.of("quickstart", graph, 4);
      assertEquals(4 * 4 * 12_946, need.bytesOfStep());
      assertEquals(62_006 * 4 * 5, need.bytesOfParameters());
    }
  }

  @Test
  void devicesWorkAtOnceAndTheTowersOfOneInTurn() {
    assertEquals(30, imagesAtOnce(cpus(1, 1), 30));
    assertEquals(30, imagesAtOnce(cpus(2, 2), 30));
    assertEquals(8, imagesAtOnce(cpus(1, 4), 30)); // 8, then 8, 8 and 6
    assertEquals(16, imagesAtOnce(cpus(2, 4), 30)); // 8 and 8, then 8 and 6
    assertEquals(2, imagesAtOnce(cpus(8, 8), 2));
    Devices gpu = new Devices(List.of(new Device(Device.Kind.GPU, 0)));
    assertEquals(0, imagesAtOnce(new Layout(gpu, 1, 1), 30));
  }

  private static long imagesAtOnce(Layout layout, int batch) {
    return new MemoryNeed("quickstart", 62_006, layout, CIFAR, batch, 1).bytesOfStep();
  }

  private static Layout cpus(int devices, int towers) {
    return new Layout(Devices.cpus(devices), towers, 1);
  }
}
