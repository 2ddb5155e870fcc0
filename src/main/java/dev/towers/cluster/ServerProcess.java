package dev.towers.cluster;

import dev.towers.files.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link TensorFlowServer} that this process has started. */
final class ServerProcess implements AutoCloseable {
  /** TensorFlow may have to be unpacked first. */
  private static final int SECONDS_TO_START = 120;

  /** A server that says nothing for so long hangs, or its process was stopped. */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private final Process process;
  private final BufferedReader answers;
  private final PrintStream orders;
  private final TensorFlowServer.Means means;
  private volatile boolean listened;
  private volatile long heard = System.nanoTime();

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    means = answer(TensorFlowServer.Means.class);
  }

  /**
   * Starts one, which serves nobody yet; the caller closes it.
   *
   * @throws IOException if it does not come up
   */
  static ServerProcess open() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                TensorFlowServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new ServerProcess(process);
    } catch (IOException | RuntimeException | Error e) {
      end(process);
      throw e;
    }
  }

  /** What the machine has. */
  TensorFlowServer.Means means() {
    return means;
  }

  /**
   * Has the server listen.
   *
   * @throws IOException if it cannot
   */
  void start(Assignment assignment) throws IOException {
    orders.println(Json.line(assignment));
    String problem = answer(TensorFlowServer.Started.class).problem();
    if (!problem.isEmpty()) {
      throw new IOException("TensorFlow's server does not start: " + problem);
    }
    heard = System.nanoTime();
    Thread listener = new Thread(this::listen, "pulse of a server");
    listener.setDaemon(true);
    listener.start();
    listened = true;
  }

  private void listen() {
    while (line() != null) {
      heard = System.nanoTime();
    }
  }

  /** What has happened to it; nothing if it is well. */
  Optional<String> problem() {
    if (!process.isAlive()) {
      return Optional.of("ended with " + process.exitValue());
    }
    boolean silent = listened && System.nanoTime() - heard > SILENCE.toNanos();
    return silent ? Optional.of("hangs") : Optional.empty();
  }

  private <T> T answer(Class<T> type) throws IOException {
    CompletableFuture<String> line = CompletableFuture.supplyAsync(this::line);
    try {
      String answer = line.get(SECONDS_TO_START, TimeUnit.SECONDS);
      if (answer == null) {
        throw new IOException("TensorFlow's server ended as it started");
      }
      return Json.read(answer, type);
    } catch (TimeoutException e) {
      throw new IOException(
          "TensorFlow's server says nothing for %d seconds".formatted(SECONDS_TO_START), e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private String line() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      return null; // the process is being ended
    }
  }

  @Override
  public void close() {
    end(process);
  }

  private static void end(Process process) {
    process.destroyForcibly().onExit().join();
  }
}
