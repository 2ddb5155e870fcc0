package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What all verbs share: three options, the console, and how TensorFlow comes up. */
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

  @Option(
      names = "--quiet",
      order = 98,
      description =
          "Print the answer, warnings and errors alone: no progress. train leaves its answer in files.")
  private boolean quiet;

  @ParentCommand private Main main;

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
      Output all = open(main.console());
      console = quiet ? hush(all) : all;
    }
    return console;
  }

  /** How the verb speaks to whoever reads it. */
  Output open(Console process) {
    return process;
  }

  /** What is left to read for who wants quiet: of a verb that answers, the answer. */
  Output hush(Output all) {
    return all.withoutProgress();
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
