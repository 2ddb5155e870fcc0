package dev.towers.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives a reader one damaged input after the other, and allows it two things: to read it, or to
 * refuse it with one line, in time.
 *
 * @param reader its name in what is printed; the inputs follow from it
 * @param refusal the only exception that is allowed
 */
public record Fuzz(String reader, Class<? extends Exception> refusal) {
  /** How many inputs each reader gets in place of the usual number. */
  private static final String INPUTS = "fuzz.inputs";

  private static final int SECONDS_MAX = 20;

  /** Makes the input that follows from {@code random}, and reads it. */
  @FunctionalInterface
  public interface Reading {
    void read(Random random) throws Exception;
  }

  /** A reader of the user's files. */
  public static Fuzz of(String reader) {
    return new Fuzz(reader, InputException.class);
  }

  /**
   * Tries so many inputs, or as many as the system property {@value #INPUTS} says.
   *
   * @param usual the number for every build
   * @param costs how many inputs of a cheap reader take as long as one of this
   * @throws AssertionError on the first input at which the reader does a third thing; or if it
   *     reads none of them, or all
   */
  public void run(int usual, int costs, Reading reading) throws InterruptedException {
    Integer asked = Integer.getInteger(INPUTS);
    int inputs = asked == null ? usual : Math.max(usual, asked / costs);
    int refused = 0;
    long slowest = 0;
    ExecutorService worker = Executors.newSingleThreadExecutor();
    try {
      for (int input = 0; input < inputs; input++) {
        long start = System.nanoTime();
        refused += isRefused(worker, reading, input) ? 1 : 0;
        slowest = Math.max(slowest, System.nanoTime() - start);
      }
    } finally {
      worker.shutdownNow();
    }
    System.out.printf(
        "fuzz  %-32s %,7d inputs: %,7d read, %,7d refused, slowest %,d ms%n",
        reader, inputs, inputs - refused, refused, slowest / 1_000_000);
    assertTrue(0 < refused && refused < inputs, reader + " does the same with all inputs");
  }

  private boolean isRefused(ExecutorService worker, Reading reading, int input)
      throws InterruptedException {
    Random random = new Random(31L * input + reader.hashCode());
    Future<?> done =
        worker.submit(
            () -> {
              reading.read(random);
              return null;
            });
    try {
      done.get(SECONDS_MAX, TimeUnit.SECONDS);
      return false;
    } catch (TimeoutException e) {
      throw new AssertionError("%s: input %d takes forever".formatted(reader, input), e);
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause();
      if (!refusal.isInstance(thrown) || !isOneLine(thrown.getMessage())) {
        throw new AssertionError("%s: input %d: %s".formatted(reader, input, thrown), thrown);
      }
      return true;
    }
  }

  private static boolean isOneLine(String message) {
    return message != null && message.lines().count() == 1;
  }
}
