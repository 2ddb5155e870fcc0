package dev.towers.cli;

import dev.towers.Seed;
import dev.towers.data.Dataset;
import dev.towers.data.source.DataSource;
import dev.towers.report.SampleGrid;
import dev.towers.run.OutputFolder;
import dev.towers.run.TrainSettings;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "samples", description = "Draws a picture of sample images with their labels.")
final class SamplesVerb extends Verb {
  private static final int EXAMPLES = 10;

  @Option(
      names = "--data",
      paramLabel = "auto|cifar10|sample|PATH",
      description = "The images (default: ${bundle:default.data}).")
  private String data = TrainSettings.QUICKSTART.data();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "samples.png",
      description = "The PNG file to write (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Another seed draws other images (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  void run() throws Exception {
    OutputFolder.of("--out", out).requireWritable();
    Dataset dataset = DataSource.parse(data).read(console());
    SampleGrid.ofClasses(
            dataset.name(), dataset.train(), dataset.classNames(), EXAMPLES, new Seed(seed))
        .write(out);
    console().print(out.toString());
  }
}
