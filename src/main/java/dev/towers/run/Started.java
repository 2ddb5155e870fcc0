package dev.towers.run;

import dev.towers.cluster.Workers;
import dev.towers.data.Dataset;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.tower.TensorFlowStart;
import dev.towers.tower.Traffic;
import dev.towers.train.TrainingGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.TensorFlow;

/**
 * A run begins or goes on: what it works with.
 *
 * @param run its folder
 * @param steps that earlier lives of it have done
 * @param parameters trained
 * @param origin the model whose variables it starts from, where there is one
 * @param layout where the towers sit
 * @param workers whose devices they sit on; none where they are those of this process
 * @param traffic between these in a step
 * @param gpus that TensorFlow sees
 */
public record Started(
    String run,
    long steps,
    RunFacts.Data data,
    long parameters,
    Optional<Origin> origin,
    Settings settings,
    int stepsPerEpoch,
    Layout layout,
    List<String> workers,
    Traffic traffic,
    List<Device> gpus)
    implements RunEvent {

  /**
   * A model that a run starts from.
   *
   * @param fresh the variables that it lacks
   */
  public record Origin(String model, List<String> fresh) {}

  static Started of(
      RunFolder folder, RunState from, Dataset dataset, TrainingGraph graph, Hosts hosts) {
    Settings settings = from.settings();
    return new Started(
        folder.path().toString(),
        from.position().steps(),
        RunFacts.Data.of(dataset),
        graph.variables().trainedCount(),
        graph.variables().startElsewhere()
            ? Optional.of(
                new Origin(
                    settings.get(Settings.INIT_FROM), List.copyOf(graph.variables().fresh())))
            : Optional.empty(),
        settings,
        settings.plan().stepsPerEpoch(dataset.train().size()),
        graph.layout(),
        hosts.workers().map(Workers::addresses).orElse(List.of()),
        graph.traffic(),
        TensorFlowStart.gpus());
  }

  @Override
  public String name() {
    return "started";
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run);
    fields.put("steps", steps);
    fields.put("data", data);
    fields.put("network", settings.get(Settings.NETWORK));
    fields.put("parameters", parameters);
    fields.put("origin", origin);
    fields.put("settings", settings.byName());
    fields.put("epochs", settings.get(Settings.EPOCHS));
    fields.put("steps_per_epoch", stepsPerEpoch);
    fields.put("devices", names(layout.devices().list()));
    fields.put("workers", workers);
    fields.put("bytes_per_step", traffic.total());
    fields.put("towers", layout.towers());
    fields.put("threads", layout.threads());
    fields.put("tensorflow", TensorFlow.version());
    fields.put("gpus", names(gpus));
    return fields;
  }

  private static List<String> names(List<Device> devices) {
    return devices.stream().map(Device::toString).toList();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(dataLine());
    lines.add(format("network   %s, %,d parameters", settings.get(Settings.NETWORK), parameters));
    origin.ifPresent(it -> lines.add(originLine(it)));
    lines.add(trainingLine());
    lines.add(deviceLine());
    if (!workers.isEmpty()) {
      lines.add(workersLine());
    }
    if (!headline().isEmpty()) {
      lines.add(headline());
    }
    return lines;
  }

  /** The heading of the table whose lines the epochs are, where the user wants one. */
  @Override
  public String headline() {
    return settings.printsTable() ? EpochEnded.heading(data.validation() > 0) : "";
  }

  private String dataLine() {
    return format(
        "data      %s: %,d training%s and %,d test images of %s, %d classes",
        data.name(),
        data.train(),
        data.validation() == 0 ? "" : format(", %,d validation", data.validation()),
        data.test(),
        data.shape(),
        data.classes());
  }

  private static String originLine(Origin origin) {
    return "start     from "
        + origin.model()
        + (origin.fresh().isEmpty() ? "" : ", but for " + String.join(", ", origin.fresh()));
  }

  private String trainingLine() {
    int epochs = settings.get(Settings.EPOCHS);
    double muon = settings.get(Settings.MUON);
    return format(
        "training  %d %s of %,d steps, batch size %d, learning rate %s%s, momentum %s, seed %d",
        epochs,
        epochs == 1 ? "epoch" : "epochs",
        stepsPerEpoch,
        settings.plan().batchSize(),
        settings.get(Settings.LEARNING_RATE),
        muon == 0 ? "" : ", Muon " + muon,
        settings.get(Settings.MOMENTUM),
        settings.get(Settings.SEED));
  }

  private String deviceLine() {
    Devices devices = layout.devices();
    String precision = settings.get(Settings.PRECISION);
    return format(
        "device    %s%s, threads %d%s; TensorFlow %s sees %s",
        devices,
        layout.towers() == devices.count() ? "" : ", towers " + layout.towers() + idle(),
        layout.threads(),
        precision.equals(Settings.PRECISION.usual()) ? "" : ", " + precision,
        TensorFlow.version(),
        gpus.isEmpty() ? "no GPU" : new Devices(gpus));
  }

  /** So that nobody who has more devices than towers thinks that all of them work. */
  private String idle() {
    int idle = layout.devices().count() - layout.towers();
    return idle <= 0 ? "" : format(" (%d of the devices without one)", idle);
  }

  private String workersLine() {
    String names = String.join(", ", workers);
    return workers.size() == 1
        ? "workers   " + names
        : format(
            "workers   %s: a step sends each but the first %,d bytes of weights, and brings %,d of"
                + " gradients back from each tower there: %,d bytes in all",
            names, traffic.weights(), traffic.results(), traffic.total());
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
