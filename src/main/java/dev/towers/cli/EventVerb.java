package dev.towers.cli;

import dev.towers.Event;
import dev.towers.Output;
import picocli.CommandLine.Option;

/** A verb of whose events a program can read, while it goes on. */
abstract class EventVerb extends Verb {
  static final String JSON = "--json";

  @Option(
      names = JSON,
      order = 97,
      description =
          "Print a JSON object for each event, a line each, and nothing else on standard output.")
  private boolean json;

  /** The work has failed, as the last event tells. */
  record Failed(int exitCode, String message) implements Event {
    @Override
    public String name() {
      return "failed";
    }
  }

  @Override
  Output open(Console process) {
    return json ? new EventLines(process) : process;
  }

  final boolean tellsProgram() {
    return json;
  }

  /** Speaks to a program even where the command line could not be read to its end. */
  final void tellProgram() {
    json = true;
  }
}
