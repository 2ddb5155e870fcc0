package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of the loopback interface alone, which nothing outside reaches: what TensorFlow's
 * servers listen on is on every interface that there is.
 */
record LoneNetwork(String name) implements AutoCloseable {

  /** Makes one, or skips the test where that cannot be done; the caller closes it. */
  static LoneNetwork open() {
    LoneNetwork network = new LoneNetwork("towers-" + ProcessHandle.current().pid());
    network.close(); // what a process of the same number may have left
    if (!done("ip", "netns", "add", network.name)) {
      skip("no network namespace can be made, which Linux allows root alone");
    }
    if (!done(network.around("ip", "link", "set", "lo", "up"))) {
      network.close();
      skip("the loopback interface of a network namespace does not come up");
    }
    return network;
  }

  /** Skips all tests of a class, which no report counts; fails where they are asked for. */
  private static void skip(String reason) {
    String skipped = "no test of this class has run: " + reason;
    if (System.getenv("TOWERS_TRY_WORKERS") != null) {
      fail(skipped);
    }
    System.out.println(skipped);
    abort(skipped);
  }

  /** How many bytes its processes have sent each other so far, headers and all. */
  long bytes() throws IOException {
    Process process = new ProcessBuilder(around("cat", "/proc/net/dev")).start();
    try (BufferedReader lines = process.inputReader()) {
      String loopback =
          lines.lines().map(String::strip).filter(line -> line.startsWith("lo:")).findFirst().get();
      return Long.parseLong(loopback.substring("lo:".length()).strip().split(" ")[0]);
    }
  }

  /** Whether one of its processes listens on a port. */
  boolean hasListener(int port) throws IOException {
    Process process = new ProcessBuilder(around("cat", "/proc/net/tcp", "/proc/net/tcp6")).start();
    String listening = ".*:%04X 0+:0000 0A .*".formatted(port);
    try (BufferedReader lines = process.inputReader()) {
      return lines.lines().anyMatch(line -> line.matches(listening));
    }
  }

  /** What runs a program in it. */
  List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  private String[] around(String... command) {
    List<String> all = new ArrayList<>(prefix());
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  private static boolean done(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  @Override
  public void close() {
    done("ip", "netns", "del", name);
  }
}
