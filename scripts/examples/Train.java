import dev.towers.Output;
import dev.towers.data.source.DataSource;
import dev.towers.evaluate.Evaluation;
import dev.towers.export.SavedModelClassifier;
import dev.towers.run.Results;
import dev.towers.run.Settings;
import dev.towers.run.TrainingRun;
import java.nio.file.Path;

/** Trains, publishes and tests a network: java -cp target/train.jar scripts/examples/Train.java */
public class Train {
  public static void main(String[] args) throws Exception {
    var settings = Settings.usual().with(Settings.DATA, "sample").with(Settings.RUN, "runs/example");
    TrainingRun.start(settings, Output.silent());
    Results results = TrainingRun.resume(Path.of("runs/example"), Output.silent()).results();
    var data = DataSource.parse("sample").read(Output.silent());
    try (var model = SavedModelClassifier.open(results.model())) {
      var test = Evaluation.of(model, data.test(), model.classNames(), Output.silent());
      System.out.printf("%s: accuracy %.4f%n", results.model(), test.accuracy());
    }
  }
}
