package dev.towers.export;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of one image.
 *
 * @param candidates every class, the most likely first
 */
public record Prediction(List<Candidate> candidates) {

  /**
   * One class that the image may be of.
   *
   * @param label of the class
   * @param probability from 0 to 1; those of all candidates sum to 1
   */
  public record Candidate(int label, String className, float probability) {}

  public Prediction {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a prediction without candidates");
    }
  }

  /** Ranks the classes; of equal ones the lower label comes first, as the model itself has it. */
  static Prediction of(List<String> classNames, float[] probabilities) {
    return new Prediction(
        IntStream.range(0, probabilities.length)
            .mapToObj(label -> new Candidate(label, classNames.get(label), probabilities[label]))
            .sorted(
                Comparator.comparingDouble(Candidate::probability)
                    .reversed()
                    .thenComparingInt(Candidate::label))
            .toList());
  }

  /** The most likely class. */
  public Candidate best() {
    return candidates.get(0);
  }

  /** The most likely classes, or all where there are fewer. */
  public List<Candidate> top(int count) {
    return candidates.subList(0, Math.min(count, candidates.size()));
  }
}
