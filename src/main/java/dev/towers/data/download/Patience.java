package dev.towers.data.download;

import java.time.Duration;

/**
 * How long a download waits and how often it tries.
 *
 * @param connect for a connection
 * @param stall for the next bytes, those of the answer's head included
 * @param pause before the second try; doubled for each further try that brings nothing
 * @param fruitless how many tries in a row may bring nothing
 */
public record Patience(Duration connect, Duration stall, Duration pause, int fruitless) {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** For a server that is known to be slow and to break off. */
  public static final Patience STANDARD =
      new Patience(Duration.ofSeconds(8), Duration.ofSeconds(20), Duration.ofSeconds(1), 5);

  /** The pause after so many tries in a row that brought nothing. */
  Duration pauseAfter(int tries) {
    Duration doubled = pause.multipliedBy(1L << Math.min(tries, 16));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
