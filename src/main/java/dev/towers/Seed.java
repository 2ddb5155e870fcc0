package dev.towers;

/**
 * A seed from which others are derived by name or number, so that every variable and every epoch
 * draws from a stream of its own and one number repeats a whole run.
 */
public record Seed(long value) {

  /** A seed of its own for {@code purpose}, the same in every run. */
  public Seed derive(String purpose) {
    long mixed = value;
    for (int i = 0; i < purpose.length(); i++) {
      mixed = mix(mixed + purpose.charAt(i));
    }
    return new Seed(mix(mixed + purpose.length()));
  }

  /** A seed of its own for the {@code number}th of many. */
  public Seed derive(long number) {
    return new Seed(mix(mix(value) + number));
  }

  /**
   * One step of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
   * 2014): neighboring inputs give unrelated outputs.
   */
  private static long mix(long state) {
    long z = state + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
