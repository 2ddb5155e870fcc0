package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.bench.DataParallel;
import dev.towers.tower.Devices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "data-parallel",
    description = {
      "Shows how batches travel through the towers: 100 rows of 5 random numbers through a fully"
          + " connected layer with 2 outputs, one copy of it on each device."
    })
final class DataParallelVerb extends Verb {
  @Option(
      names = "--devices",
      paramLabel = "auto|cpu:N|gpu:0,1",
      defaultValue = "auto",
      description = "One tower on each: all GPUs, else the CPU (default: ${DEFAULT-VALUE}).")
  private String devices;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "30",
      description = "Rows to a batch (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of the rows and of the layer's weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  void run() {
    if (batchSize < 1) {
      throw new InputException(
          "--batch-size takes a whole number of at least 1, not %d".formatted(batchSize));
    }
    Devices chosen = openDevices(devices);
    Seed root = new Seed(seed);
    console().print("Let's use %d %s", chosen.count(), chosen.count() == 1 ? "device" : "devices");
    try (DataParallel towers = DataParallel.open(chosen, root)) {
      for (float[][] batch : DataParallel.batches(batchSize, root.derive("rows"))) {
        print(towers.send(batch));
      }
    }
  }

  private void print(DataParallel.Journey journey) {
    for (DataParallel.Leg leg : journey.legs()) {
      console().print("In Model: input size %s, output size %s", leg.input(), leg.output());
    }
    console()
        .print(
            "Outside: input size %s, output_size %s",
            journey.whole().input(), journey.whole().output());
  }
}
