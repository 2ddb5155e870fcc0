package dev.towers.run;

import dev.towers.data.Dataset;
import dev.towers.tower.Devices;
import dev.towers.tower.Machine;
import dev.towers.train.Position;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What there is to tell of a run besides its settings, and how far it is: for the page about it.
 *
 * @param run tells this run from every other
 * @param began when, as ISO 8601 has it
 * @param asOf when the rest was so, likewise
 * @param startedIn the folder in which it was started last
 * @param program the jar that was run, as the user named it
 * @param parameters trained
 * @param machine on which it was started last
 * @param trainingSeconds over all lives of the run
 */
public record RunFacts(
    String run,
    String began,
    String asOf,
    String startedIn,
    String program,
    Data data,
    long parameters,
    int stepsPerEpoch,
    Machine machine,
    Position position,
    double trainingSeconds) {

  /**
   * The images.
   *
   * @param shape of an image, for people
   */
  public record Data(String name, int train, int validation, int test, String shape, int classes) {
    static Data of(Dataset dataset) {
      return new Data(
          dataset.name(),
          dataset.train().size(),
          dataset.validation().size(),
          dataset.test().size(),
          dataset.shape().toString(),
          dataset.classNames().size());
    }
  }

  /**
   * Those of a run that begins or goes on.
   *
   * @param before what an earlier life of it has told
   */
  static RunFacts of(
      RunState state,
      Dataset dataset,
      long parameters,
      Devices devices,
      Optional<RunFacts> before) {
    String now = now();
    return new RunFacts(
        state.run(),
        before.map(RunFacts::began).orElse(now),
        now,
        Path.of("").toAbsolutePath().toString(),
        programHere(),
        Data.of(dataset),
        parameters,
        state.settings().plan().stepsPerEpoch(dataset.train().size()),
        Machine.of(devices),
        state.position(),
        state.trainingSeconds());
  }

  /** The same later. */
  RunFacts at(Position now, double seconds) {
    return new RunFacts(
        run,
        began,
        now(),
        startedIn,
        program,
        data,
        parameters,
        stepsPerEpoch,
        machine,
        now,
        seconds);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The class path is the jar alone where it was started as such. */
  private static String programHere() {
    String classPath = System.getProperty("java.class.path");
    return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
        ? classPath
        : RunCommands.USUAL_PROGRAM;
  }
}
