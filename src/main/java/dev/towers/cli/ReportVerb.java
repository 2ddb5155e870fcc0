package dev.towers.cli;

import dev.towers.SettingName;
import dev.towers.files.OutputFile;
import dev.towers.run.RunReport;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    description =
        "Writes the page of a run anew, or one page that compares several: their curves over each"
            + " other, their results, and the settings in which they differ.")
final class ReportVerb extends Verb {
  private static final Path COMPARISON = Path.of("comparison.html");

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "The folders that training has left, also of runs that are still going.")
  private List<Path> folders;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The HTML file to write (default: report.html in the folder of one run, comparison.html of"
              + " several).")
  private Path out;

  @Override
  void run() throws Exception {
    List<RunReport> runs = folders.stream().map(RunReport::of).toList();
    boolean one = runs.size() == 1;
    Path usual = one ? runs.get(0).folder().report() : COMPARISON;
    Path file = out == null ? usual : out;
    new OutputFile(new SettingName("out"), file).requireWritable();
    if (one) {
      runs.get(0).write(file);
    } else {
      RunReport.compare(runs, file);
    }
    console().print(file.toString());
  }
}
