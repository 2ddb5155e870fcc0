package dev.towers.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * The built jar, run as a user runs it.
 *
 * @param folder where it is run
 * @param environment on top of the present one
 * @param javaOptions for the Java machine
 * @param prefix of the command, that says in which surroundings it is run
 */
record TrainJar(
    Path folder, Map<String, String> environment, List<String> javaOptions, List<String> prefix) {
  private static final Path JAR = Path.of("target", "train.jar").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final long SECONDS_MAX = 180;

  /** What a run left on its streams. */
  record Outcome(int exitCode, List<String> out, List<String> err) {}

  static TrainJar in(Path folder) {
    return new TrainJar(folder, Map.of(), List.of(), List.of());
  }

  /** On a Java machine with these options. */
  TrainJar withJavaOptions(String... options) {
    return new TrainJar(folder, environment, List.of(options), prefix);
  }

  /** With variables in its environment, in turn with their values. */
  TrainJar withEnvironment(Map<String, String> more) {
    return new TrainJar(folder, more, javaOptions, prefix);
  }

  /** Run by another program. */
  TrainJar runBy(List<String> program) {
    return new TrainJar(folder, environment, javaOptions, program);
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    try (Life life = start(arguments)) {
      return life.end();
    }
  }

  /** Starts the jar; the caller closes what it gets, which kills it if it still runs. */
  Life start(String... arguments) throws IOException {
    return start("-jar", List.of(arguments));
  }

  /** Runs a source file with the jar on its class path. */
  Outcome runSource(Path source) throws IOException, InterruptedException {
    try (Life life = start("-cp", List.of(source.toString()))) {
      return life.end();
    }
  }

  /** Runs a line of a shell, which begins with the arguments of the jar. */
  Outcome runInShell(String line) throws IOException, InterruptedException {
    try (Life life = start(List.of("sh", "-c", "%s -jar %s %s".formatted(JAVA, JAR, line)))) {
      return life.end();
    }
  }

  /**
   * What the jar writes, escape sequences and all, to a terminal of so many columns, as {@code
   * script} of util-linux makes them.
   */
  String shownOnTerminal(int columns, String arguments) throws IOException, InterruptedException {
    String line = "stty cols %d rows 40; %s -jar %s %s".formatted(columns, JAVA, JAR, arguments);
    try (Life life = start(List.of("script", "-qefc", line, "/dev/null"))) {
      life.end();
      return Files.readString(life.streams().resolve("out")).replace("\r\n", "\n");
    }
  }

  /** Whether {@link #shownOnTerminal} can do so here. */
  static boolean hasTerminals() {
    return Stream.of("script", "stty")
        .allMatch(
            program ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
  }

  private Life start(String way, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(JAVA.toString());
    command.addAll(javaOptions);
    command.addAll(List.of(way, JAR.toString()));
    command.addAll(arguments);
    return start(command);
  }

  private Life start(List<String> command) throws IOException {
    Path streams = Files.createTempDirectory("train-jar");
    Path out = streams.resolve("out");
    Path err = streams.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // The Java machine would say that it picked them up.
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Life(process, streams);
  }

  /**
   * One process of the jar.
   *
   * @param streams the folder with what it has written to them
   */
  record Life(Process process, Path streams) implements AutoCloseable {

    /** Sends it a signal, such as {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** Waits for its end. */
    Outcome end() throws IOException, InterruptedException {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after %d s".formatted(SECONDS_MAX));
      }
      return new Outcome(process.exitValue(), lines("out"), lines("err"));
    }

    private List<String> lines(String stream) throws IOException {
      return Files.readAllLines(streams.resolve(stream), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly().onExit().join();
      PathUtils.deleteDirectory(streams);
    }
  }
}
