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
 * Lines of figures, written as they come. Training does not stop where that fails: the whole file
 * is tried again at the end.
 */
final class CsvFile implements AutoCloseable {
  private final Path file;
  private final String heading;
  private final Output console;
  private BufferedWriter writer;

  private CsvFile(Path file, String heading, Output console) {
    this.file = file;
    this.heading = heading;
    this.console = console;
  }

  /**
   * Puts the lines so far in place of what the file held; the caller closes it.
   *
   * @param heading a line with its end, as all others
   */
  static CsvFile open(Path file, String heading, List<String> soFar, Output console) {
    CsvFile csv = new CsvFile(file, heading, console);
    try {
      csv.writeWhole(soFar);
      csv.writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    } catch (IOException e) {
      csv.failed(e);
    }
    return csv;
  }

  void add(String line) {
    if (writer == null) {
      return;
    }
    try {
      writer.write(line);
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
  void complete(List<String> all) throws IOException {
    if (writer == null || !Files.exists(file)) {
      writeWhole(all);
    }
  }

  private void failed(IOException e) {
    close();
    writer = null;
    console.warn(
        "warning: cannot write %s: %s; training goes on, and it is tried again at the end"
            .formatted(file, Reason.of(e)));
  }

  private void writeWhole(List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder(heading);
    lines.forEach(text::append);
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
