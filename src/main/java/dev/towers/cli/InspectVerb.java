package dev.towers.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towers.export.LoadedModel;
import dev.towers.export.ModelDescription;
import dev.towers.files.Json;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "inspect",
    description = "Tells what a SavedModel is: how to call it, what is in it, what it comes from.")
final class InspectVerb extends Verb {
  @Mixin private ModelOption model;

  @Option(names = "--json", description = "Print all as one JSON object.")
  private boolean json;

  @Override
  void run() throws IOException {
    try (LoadedModel loaded =
        LoadedModel.open(model.folder(), openDevices("auto").sessionConfig(1))) {
      ModelDescription description = ModelDescription.of(loaded);
      if (json) {
        ObjectNode all = Json.object(description);
        all.put("folder", description.folder().toString());
        all.set("provenance", Json.parse(description.provenance()));
        Json.lines(all).forEach(console()::print);
      } else {
        print(description);
      }
    }
  }

  private void print(ModelDescription description) {
    console().print("model       %s, %,d bytes", description.folder(), description.bytes());
    if (!description.tensorFlow().isEmpty()) {
      console().print("written by  TensorFlow %s", description.tensorFlow());
    }
    for (ModelDescription.SignatureDescription signature : description.signatures()) {
      console().print("signature   %s (%s)", signature.key(), signature.method());
      signature.inputs().forEach((name, type) -> console().print("  input     %s: %s", name, type));
      signature
          .outputs()
          .forEach((name, type) -> console().print("  output    %s: %s", name, type));
    }
    description
        .variables()
        .forEach((name, type) -> console().print("variable    %s: %s", name, type));
    console().print("operations  %s", counted(description.operations()));
    if (!description.provenance().isEmpty()) {
      console().print("provenance");
      description.provenance().stripTrailing().lines().forEach(console()::print);
    }
  }

  private static String counted(Map<String, Integer> operations) {
    return operations.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
