package dev.towers.cli;

import dev.towers.ChromiumProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A browser without a window. */
record Chromium(Path program) {
  private static final long SECONDS_MAX = 60;

  /**
   * A page after its scripts have run.
   *
   * @param dom as HTML
   * @param complaints what the browser wrote to the page's console, such as a script's error or
   *     something that the policy of the page refused
   */
  record Shown(String dom, List<String> complaints) {}

  static Optional<Chromium> find() {
    return ChromiumProgram.find().map(Chromium::new);
  }

  /**
   * Opens a page.
   *
   * @param folder for what the browser itself writes
   */
  Shown show(Path page, Path folder) throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=5000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("the browser failed: " + Files.readString(log));
      }
    } finally {
      process.destroyForcibly().onExit().join();
    }
    List<String> complaints =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains(":CONSOLE"))
            .toList();
    return new Shown(Files.readString(dom), complaints);
  }
}
