package dev.towers.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The built jar, run as a user runs it.
 *
 * @param folder where it is run
 * @param environment on top of the present one
 */
record TrainJar(Path folder, Map<String, String> environment) {
  private static final Path JAR = Path.of("target", "train.jar").toAbsolutePath();
  private static final long SECONDS_MAX = 180;

  /** What a run left on its streams. */
  record Outcome(int exitCode, List<String> out, List<String> err) {}

  static TrainJar in(Path folder) {
    return new TrainJar(folder, Map.of());
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Path streams = Files.createTempDirectory("train-jar");
    Path out = streams.resolve("out");
    Path err = streams.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running after %d s: %s".formatted(SECONDS_MAX, command));
    }
    Outcome outcome = new Outcome(process.exitValue(), lines(out), lines(err));
    Files.delete(out);
    Files.delete(err);
    Files.delete(streams);
    return outcome;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8);
  }
}
