package dev.towers.cli;

import dev.towers.Output;
import dev.towers.SettingName;
import dev.towers.SpokenMeter;
import dev.towers.tower.NativeProcess;
import java.io.File;
import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Where a verb speaks: results on standard output, everything else on standard error. A progress
 * bar is shown on a terminal only, as its last line; what is printed meanwhile goes above it.
 */
final class Console implements Output {
  private static final int COLUMNS = 79;
  private static final int REFRESH_MILLIS = 250;
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private String bar = "";

  /**
   * @param terminal whether {@code err} is one
   */
  Console(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * That of this process. A terminal that says it is dumb, or nothing of itself, knows no escape
   * sequences.
   */
  static Console ofProcess() {
    String kind = System.getenv().getOrDefault("TERM", "dumb");
    boolean able = !kind.equals("dumb") || File.separatorChar == '\\';
    return new Console(System.out, System.err, able && NativeProcess.errorIsTerminal());
  }

  @Override
  public void print(String line) {
    printAbove(out, line);
  }

  @Override
  public String word(SettingName setting) {
    return setting.option();
  }

  @Override
  public void say(String line) {
    printAbove(err, line);
  }

  @Override
  public Meter open(String task, String unit, long total) {
    if (!terminal) {
      return new SpokenMeter(this, task, unit, total, System::nanoTime);
    }
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName(task)
            .setInitialMax(total > 0 ? total : -1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns()));
    DecimalFormat speed = new DecimalFormat("#0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    if (unit.equals("bytes")) {
      builder.setUnit(" MB", 1_000_000);
      speed.setMaximumFractionDigits(1);
    } else {
      builder.setUnit(" " + unit, 1);
    }
    ProgressBar shown = builder.showSpeed(speed).build();
    return new Meter() {
      @Override
      public void reached(long done) {
        shown.stepTo(done);
      }

      @Override
      public void close() {
        shown.close();
        draw("");
      }
    };
  }

  /** One less than the terminal has: some begin a new line after the last. */
  private static int columns() {
    return Math.min(COLUMNS, NativeProcess.errorColumns().orElse(COLUMNS + 1) - 1);
  }

  /** A name in a line may hold anything; none may steer the terminal. */
  private synchronized void printAbove(PrintStream stream, String unsafe) {
    String line = Words.harmless(unsafe);
    if (!bar.isEmpty()) {
      err.print(CLEAR_LINE);
      err.flush();
    }
    stream.println(line);
    stream.flush();
    if (!bar.isEmpty()) {
      err.print(bar);
      err.flush();
    }
  }

  private synchronized void draw(String newBar) {
    err.print(CLEAR_LINE + newBar);
    err.flush();
    bar = newBar;
  }
}
