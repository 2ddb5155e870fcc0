package dev.towers.run;

import dev.towers.Output;
import dev.towers.files.Reason;
import dev.towers.files.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * {@code epoch,step,loss} lines, written as they come. Training does not stop where that fails: the
 * whole file is tried again at the end.
 */
final class MetricsFile implements AutoCloseable {
  private static final String HEADING = "epoch,step,loss\n";

  private final Path file;
  private final Output console;
  private BufferedWriter writer;

  private MetricsFile(Path file, Output console) {
    this.file = file;
    this.console = console;
  }

  /** Puts the lines so far in place of what the file held; the caller closes it. */
  static MetricsFile open(Path file, List<LossHistory.Line> soFar, Output console) {
    MetricsFile metrics = new MetricsFile(file, console);
    try {
      metrics.writeWhole(soFar);
      metrics.writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    } catch (IOException e) {
      metrics.failed(e);
    }
    return metrics;
  }

  void add(LossHistory.Line line) {
    if (writer == null) {
      return;
    }
    try {
      writer.write(line.csv());
      writer.flush();
    } catch (IOException e) {
      failed(e);
    }
  }

  /**
   * Makes sure that the file is there with all lines.
   *
   * @throws IOException in one line for the user, if it cannot be
   */
  void complete(List<LossHistory.Line> all) throws IOException {
    if (writer == null || !Files.exists(file)) {
      writeWhole(all);
    }
  }

  private void failed(IOException e) {
    close();
    writer = null;
    console.say(
        "warning: cannot write %s: %s; training goes on, and it is tried again at the end"
            .formatted(file, Reason.of(e)));
  }

  private void writeWhole(List<LossHistory.Line> lines) throws IOException {
    StringBuilder text = new StringBuilder(HEADING);
    lines.forEach(line -> text.append(line.csv()));
    WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      // What was not flushed has been told of.
    }
  }
}
