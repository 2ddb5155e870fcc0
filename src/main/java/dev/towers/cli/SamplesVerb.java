package dev.towers.cli;

import dev.towers.Seed;
import dev.towers.SettingName;
import dev.towers.data.Dataset;
import dev.towers.data.source.DataSource;
import dev.towers.files.OutputFile;
import dev.towers.report.SampleGrid;
import dev.towers.run.Settings;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "samples",
    modelTransformer = SettingOptions.OfImages.class,
    description = "Draws a picture of sample images with their labels.")
final class SamplesVerb extends Verb {
  private static final int EXAMPLES = 10;

  @Spec private CommandSpec spec;

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
    new OutputFile(new SettingName("out"), out).requireWritable();
    Settings settings = SettingOptions.typed(spec.commandLine().getParseResult(), Settings.usual());
    Dataset dataset =
        DataSource.parse(settings.get(Settings.DATA))
            .read(settings.form(), settings.get(Settings.SKIP_BAD), console());
    SampleGrid.ofClasses(
            dataset.name(), dataset.train(), dataset.classNames(), EXAMPLES, new Seed(seed))
        .write(out);
    console().print(out.toString());
  }
}
