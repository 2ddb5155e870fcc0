import dev.towers.Output;
import dev.towers.Seed;
import dev.towers.data.Augmentation;
import dev.towers.data.Batch;
import dev.towers.data.Batches;
import dev.towers.data.ImageForm;
import dev.towers.data.LabeledImages;
import dev.towers.data.Order;
import dev.towers.data.source.DataSource;

/**
 * Prints how many images a second are shuffled, gathered into batches and given views, as training
 * gets them: the fastest of five epochs. Moving pixels to the views is part of the step.
 *
 * <p>Use: java -cp target/train.jar scripts/InputRate.java DATA BATCH_SIZE
 */
public final class InputRate {
  private static final int EPOCHS = 5;
  private static final Augmentation VIEWS = new Augmentation(2, Augmentation.Flip.RANDOM);

  private InputRate() {}

  public static void main(String[] args) throws Exception {
    LabeledImages images =
        DataSource.parse(args[0]).read(ImageForm.NATIVE, false, Output.silent()).train();
    int batchSize = Integer.parseInt(args[1]);
    double most = 0;
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      long start = System.nanoTime();
      Order order = new Order(new Seed(0), epoch, VIEWS);
      try (Batches batches = Batches.openShuffled(images, order, batchSize, 0)) {
        Batch batch = batches.next();
        while (batch != null) {
          batch = batches.next();
        }
      }
      most = Math.max(most, images.size() / ((System.nanoTime() - start) / 1e9));
    }
    System.out.printf("%.0f%n", most);
    System.exit(0);
  }
}
