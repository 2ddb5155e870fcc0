package dev.towers.evaluate;

import java.util.List;

/**
 * How sure a network was of what it said.
 *
 * @param worstMistakes those that it was most sure of, the surest first
 * @param samples answers to some images, right and wrong
 */
public record Certainty(Calibration calibration, List<Answer> worstMistakes, List<Answer> samples) {
  public Certainty {
    worstMistakes = List.copyOf(worstMistakes);
    samples = List.copyOf(samples);
  }
}
