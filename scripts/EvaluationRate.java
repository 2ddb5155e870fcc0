import dev.towers.Output;
import dev.towers.data.ImageForm;
import dev.towers.data.LabeledImages;
import dev.towers.data.source.DataSource;
import dev.towers.evaluate.Evaluation;
import dev.towers.export.SavedModelClassifier;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Prints how many milliseconds the verb evaluate takes for 10,000 images, from their pixels to the
 * counts of who was taken for whom: the median of some passes over the test images.
 *
 * <p>Use: java -cp target/train.jar scripts/EvaluationRate.java DATA MODEL
 */
public final class EvaluationRate {
  private static final int PASSES = 9;
  private static final int WARM_UP = 3;

  private EvaluationRate() {}

  public static void main(String[] args) throws Exception {
    LabeledImages images =
        DataSource.parse(args[0]).read(ImageForm.NATIVE, false, Output.silent()).test();
    double[] millis = new double[PASSES];
    try (SavedModelClassifier model =
        SavedModelClassifier.open(Path.of(args[1]))) {
      for (int pass = -WARM_UP; pass < PASSES; pass++) {
        long start = System.nanoTime();
        Evaluation.of(model, images, model.classNames(), Output.silent());
        if (pass >= 0) {
          millis[pass] = (System.nanoTime() - start) / 1e6 * 10_000 / images.size();
        }
      }
    }
    Arrays.sort(millis);
    System.out.printf("%.1f%n", millis[PASSES / 2]);
    System.exit(0);
  }
}
