package dev.towers.graph;

import java.util.Locale;

/**
 * With which numbers convolutions, pooling and ReLU compute in training, and which batch
 * normalization takes and gives. Weights, statistics, logits and the loss are in single precision
 * always, and so is all that a trained network answers.
 */
public enum Precision {
  FLOAT32,
  /** With 8 bits of precision; processors that have instructions for it need half the time. */
  BFLOAT16;

  /** The word for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that word. */
  public static Precision named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
