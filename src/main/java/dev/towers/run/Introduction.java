package dev.towers.run;

import dev.towers.Output;
import dev.towers.data.Dataset;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.train.TrainingGraph;
import java.util.List;
import org.tensorflow.TensorFlow;

/** What a run prints of itself before it begins. */
record Introduction(
    TrainSettings settings, Dataset dataset, Devices devices, List<Device> gpus, int threads) {

  void print(TrainingGraph graph, Output console) {
    console.print(
        "data      %s: %,d training and %,d test images of %s, %d classes",
        dataset.name(),
        dataset.train().size(),
        dataset.test().size(),
        dataset.shape(),
        dataset.classNames().size());
    console.print("network   %s, %,d parameters", settings.network(), graph.parameterCount());
    console.print(
        "training  %d %s of %,d steps, batch size %d, learning rate %s, momentum %s, seed %d",
        settings.epochs(),
        settings.epochs() == 1 ? "epoch" : "epochs",
        settings.stepsPerEpoch(dataset.train().size()),
        settings.batchSize(),
        settings.learningRate(),
        settings.momentum(),
        settings.seed());
    String seen = gpus.isEmpty() ? "no GPU" : new Devices(gpus).toString();
    console.print(
        "device    %s, threads %d; TensorFlow %s sees %s",
        devices, threads, TensorFlow.version(), seen);
  }
}
