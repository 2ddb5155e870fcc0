package dev.towers.evaluate;

import dev.towers.data.LabeledImages;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a network said of every image of a set. */
public final class Predictions {
  private final LabeledImages images;
  private final int[] predicted;
  private final float[] probabilities;
  private final float[] truthProbabilities;
  private int answered;

  /** Of a set whose images are not answered yet. */
  Predictions(LabeledImages images) {
    this.images = images;
    predicted = new int[images.size()];
    probabilities = new float[images.size()];
    truthProbabilities = new float[images.size()];
  }

  /** Takes the answers to the next images of the set. */
  void add(Answers answers) {
    for (int i = 0; i < answers.classes().length; i++) {
      float[] ofImage = answers.probabilities()[i];
      predicted[answered] = answers.classes()[i];
      probabilities[answered] = ofImage[answers.classes()[i]];
      truthProbabilities[answered] = ofImage[images.label(answered)];
      answered++;
    }
  }

  /** The number of images that are answered. */
  public int size() {
    return answered;
  }

  /** Whether all probabilities are numbers, as those of a network are that has not diverged. */
  public boolean areNumbers() {
    return IntStream.range(0, answered).noneMatch(image -> Float.isNaN(probabilities[image]));
  }

  /** What was said of an image, by its place in the set. */
  public Answer of(int image) {
    return new Answer(
        image,
        images.label(image),
        predicted[image],
        probabilities[image],
        truthProbabilities[image]);
  }

  /** Who was taken for whom. */
  public ConfusionMatrix matrix(List<String> classNames) {
    ConfusionMatrix matrix = new ConfusionMatrix(classNames);
    for (int image = 0; image < answered; image++) {
      matrix.count(images.label(image), predicted[image]);
    }
    return matrix;
  }

  /** How sure the network was, against how often it was right. */
  public Calibration calibration() {
    Calibration.Counts counts = new Calibration.Counts();
    for (int image = 0; image < answered; image++) {
      counts.add(probabilities[image], images.label(image) == predicted[image]);
    }
    return counts.calibration();
  }

  /**
   * The mistakes that the network was most sure of, the surest first; of equal ones the first of
   * the set.
   */
  public List<Answer> worstMistakes(int most) {
    return IntStream.range(0, answered)
        .filter(image -> images.label(image) != predicted[image])
        .boxed()
        .sorted(Comparator.comparing((Integer image) -> -probabilities[image]))
        .limit(most)
        .map(this::of)
        .toList();
  }
}
