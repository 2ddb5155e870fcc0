package dev.towers.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which model a verb is about. */
final class ModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The folder of a SavedModel, or of versions of it: then the newest.")
  private Path folder;

  Path folder() {
    return folder;
  }
}
