package dev.towers.cli;

import dev.towers.bench.WholeNumbers;
import dev.towers.run.StopRequest;
import dev.towers.serve.Limits;
import dev.towers.serve.ModelServer;
import dev.towers.serve.ServedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = {
      "Lets you try a SavedModel: a page to drop pictures on, and the predict calls of TensorFlow"
          + " Serving's REST interface for applications in the making. It answers until it is"
          + " stopped. Where others depend on the answers, let TensorFlow Serving give them."
    })
final class ServeVerb extends Verb {
  private static final WholeNumbers PORTS = new WholeNumbers(ModelServer.PORT, 0, 65_535);

  @Mixin private ModelOption model;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8501",
      description = "The port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on; 0.0.0.0 lets everyone ask who reaches this machine (default:"
              + " ${DEFAULT-VALUE}, this machine alone).")
  private String host;

  @Override
  void run() throws Exception {
    PORTS.require(port);
    ServedModel served = ServedModel.open(model.folder());
    try (StopRequest stop =
            StopRequest.open(console(), "Stopping when what was asked is answered");
        ModelServer server = ModelServer.open(served, host, port, Limits.usual(), console())) {
      tell(served, server);
      stop.await();
    }
  }

  private void tell(ServedModel served, ModelServer server) {
    console()
        .print(
            "model     %s, version %d: %d classes, images of %s",
            served.name(),
            served.version(),
            served.classifier().classNames().size(),
            served.classifier().shape());
    console().print("page      %s", server.uri());
    console().print("predict   %s", server.predictUri());
    console().say("For trying out; in production let TensorFlow Serving answer. Ctrl-C stops.");
    if (!server.isLoopback()) {
      console().warn("Everyone who reaches this machine can ask: there is no password.");
    }
  }
}
