package dev.towers.cli;

import dev.towers.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** All that a run leaves, under names that do not change. */
record RunFolder(Path path) {
  /** The settings of the run, by option. */
  void writeSettings(Map<String, ?> settings) throws IOException {
    writeJson("settings.json", settings);
  }

  /** What came of the run. */
  void writeFigures(Map<String, ?> figures) throws IOException {
    writeJson("figures.json", figures);
  }

  /** The mean loss by step, a line each. */
  Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** The variables after training, as a TensorFlow checkpoint: the path without the endings. */
  Path weights() {
    return path.resolve("weights");
  }

  /** Sample images with their labels. */
  Path samples() {
    return path.resolve("samples.png");
  }

  /** Test images with what they are and what the network took them for. */
  Path predictions() {
    return path.resolve("predictions.png");
  }

  /** The mean loss by step. */
  Path loss() {
    return path.resolve("loss.png");
  }

  /** Who was taken for whom. */
  Path confusion() {
    return path.resolve("confusion.png");
  }

  private void writeJson(String name, Map<String, ?> content) throws IOException {
    WholeFile.write(path.resolve(name), Json.page(content).getBytes(StandardCharsets.UTF_8));
  }
}
