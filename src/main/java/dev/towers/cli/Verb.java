package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all verbs share: two options, the console, and how TensorFlow comes up. */
@Command(
    mixinStandardHelpOptions = false,
    sortOptions = false,
    usageHelpAutoWidth = true,
    descriptionHeading = "%n",
    optionListHeading = "%n")
abstract class Verb implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 100,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = "--debug",
      order = 99,
      description = "Show stack traces, and what TensorFlow itself logs.")
  private boolean debug;

  private Output console;

  /** Runs the verb. */
  abstract void run() throws Exception;

  @Override
  public final Integer call() throws Exception {
    if (debug) {
      TensorFlowStart.talk();
    }
    run();
    return Main.DONE;
  }

  final boolean debug() {
    return debug;
  }

  /** Where the verb speaks. */
  final Output console() {
    if (console == null) {
      console = open(Console.ofProcess());
    }
    return console;
  }

  /** How the verb speaks, by its options. */
  Output open(Console process) {
    return process;
  }

  /**
   * Loads TensorFlow, and finds the devices that the user asked for.
   *
   * @throws InputException if they are not there
   */
  final Devices openDevices(String text) {
    return Devices.parse(text, TensorFlowStart.gpus());
  }
}
