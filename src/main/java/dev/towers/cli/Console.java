package dev.towers.cli;

import dev.towers.Event;
import dev.towers.Output;
import dev.towers.Pace;
import dev.towers.SettingName;
import dev.towers.SpokenMeter;
import dev.towers.tower.NativeLibraryException;
import dev.towers.tower.NativeProcess;
import java.io.File;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a verb speaks: results on standard output, everything else on standard error. A progress
 * bar is shown on a terminal only, as its last line; what is printed meanwhile goes above it.
 */
final class Console implements Output {
  private static final int USUAL_COLUMNS = 80;
  private static final int REFRESH_MILLIS = 250;
  private static final String CLEAR_LINE = "\r\033[K";

  private final Channel out;
  private final Channel err;
  private final boolean terminal;
  private String bar = "";

  /**
   * @param terminal whether {@code err} is one that knows escape sequences
   */
  private Console(Channel out, Channel err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * That of this process. A terminal that says it is dumb, or nothing of itself, knows no escape
   * sequences; one whose user has set NO_COLOR may be steered, but not colored.
   */
  static Console ofProcess() {
    String kind = System.getenv().getOrDefault("TERM", "dumb");
    boolean able = !kind.equals("dumb") || File.separatorChar == '\\';
    boolean colored = able && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    try {
      boolean outIs = able && NativeProcess.outputIsTerminal();
      boolean errIs = able && NativeProcess.errorIsTerminal();
      return new Console(
          new Channel(System.out, colored && outIs ? Ansi.ON : Ansi.OFF),
          new Channel(System.err, colored && errIs ? Ansi.ON : Ansi.OFF),
          errIs);
    } catch (NativeLibraryException e) {
      return new Console(
          new Channel(System.out, Ansi.OFF), new Channel(System.err, Ansi.OFF), false);
    }
  }

  /** The same without colours, for what programs read. */
  Console plain() {
    return new Console(
        new Channel(out.stream(), Ansi.OFF), new Channel(err.stream(), Ansi.OFF), terminal);
  }

  /** Whether results are colored. */
  Ansi ansi() {
    return out.ansi();
  }

  @Override
  public void print(String line) {
    String harmless = Words.harmless(line);
    printAboveBar(() -> out.print(harmless));
  }

  @Override
  public void tell(Event event) {
    for (String line : event.lines()) {
      if (line.equals(event.headline())) {
        String harmless = Words.harmless(line);
        printAboveBar(() -> out.headline(harmless));
      } else {
        print(line);
      }
    }
  }

  @Override
  public String word(SettingName setting) {
    return setting.option();
  }

  @Override
  public void say(String line) {
    String harmless = Words.harmless(line);
    printAboveBar(() -> err.print(harmless));
  }

  @Override
  public void warn(String line) {
    String harmless = Words.harmless(line);
    printAboveBar(() -> err.warning(harmless));
  }

  /** Tells why work has come to nothing. */
  void fail(String message) {
    String harmless = Words.harmless(message);
    printAboveBar(() -> err.error(harmless));
  }

  @Override
  public Meter open(String task, String unit, long total) {
    if (!terminal) {
      return new SpokenMeter(this, task, unit, total, System::nanoTime);
    }
    Pace pace = new Pace(task, unit, total, System::nanoTime);
    ProgressBar shown =
        ProgressBar.builder()
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .continuousUpdate()
            .setRenderer((state, columns) -> new MeterLine(pace.headway()).in(columns()))
            .setConsumer(new DelegatingProgressBarConsumer(this::draw))
            .build();
    return new Meter() {
      @Override
      public void reached(long done) {
        pace.reached(done);
      }

      @Override
      public void close() {
        shown.close();
        draw("");
      }
    };
  }

  /** One less than the terminal has now: some begin a new line after the last. */
  private static int columns() {
    return NativeProcess.errorColumns().orElse(USUAL_COLUMNS) - 1;
  }

  private synchronized void printAboveBar(Runnable printing) {
    if (!bar.isEmpty()) {
      show(CLEAR_LINE);
    }
    printing.run();
    if (!bar.isEmpty()) {
      show(bar);
    }
  }

  private synchronized void draw(String newBar) {
    show(CLEAR_LINE + newBar);
    bar = newBar;
  }

  private void show(String text) {
    err.stream().print(text);
    err.stream().flush();
  }
}
