package dev.towers.run;

import dev.towers.Output;
import dev.towers.data.Dataset;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import dev.towers.train.TrainingGraph;
import java.util.List;
import org.tensorflow.TensorFlow;

/** What a run prints of itself before it begins. */
record Introduction(
    Settings settings, Dataset dataset, TrainingGraph graph, Devices devices, Extent extent) {

  void print(Output output) {
    output.print(
        "data      %s: %,d training%s and %,d test images of %s, %d classes",
        dataset.name(),
        dataset.train().size(),
        dataset.validation().size() == 0
            ? ""
            : ", %,d validation".formatted(dataset.validation().size()),
        dataset.test().size(),
        dataset.shape(),
        dataset.classNames().size());
    output.print(
        "network   %s, %,d parameters", settings.get(Settings.NETWORK), graph.parameterCount());
    if (graph.fresh().size() < graph.variables().size()) {
      output.print(
          "start     from %s%s",
          settings.get(Settings.INIT_FROM),
          graph.fresh().isEmpty() ? "" : ", but for " + String.join(", ", graph.fresh()));
    }
    int epochs = extent.plan().epochs();
    output.print(
        "training  %d %s of %,d steps, batch size %d, learning rate %s, momentum %s, seed %d",
        epochs,
        epochs == 1 ? "epoch" : "epochs",
        extent.stepsPerEpoch(),
        extent.plan().batchSize(),
        settings.get(Settings.LEARNING_RATE),
        settings.get(Settings.MOMENTUM),
        settings.get(Settings.SEED));
    List<Device> gpus = TensorFlowStart.gpus();
    output.print(
        "device    %s%s, threads %d%s; TensorFlow %s sees %s",
        devices,
        graph.layout().towers() == devices.count() ? "" : ", towers " + graph.layout().towers(),
        graph.layout().threads(),
        settings.get(Settings.PRECISION).equals(Settings.PRECISION.usual())
            ? ""
            : ", " + settings.get(Settings.PRECISION),
        TensorFlow.version(),
        gpus.isEmpty() ? "no GPU" : new Devices(gpus));
  }
}
