package dev.towers;

import java.util.ArrayList;
import java.util.List;

/** All that work printed and said, line by line; its meters are not shown. */
public final class Recorded implements Output {
  private final List<String> printed = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final List<String> warned = new ArrayList<>();

  @Override
  public synchronized void print(String line) {
    printed.add(line);
  }

  @Override
  public synchronized void say(String line) {
    said.add(line);
  }

  @Override
  public synchronized void warn(String line) {
    warned.add(line);
  }

  @Override
  public Meter open(String task, String unit, long total) {
    return Output.silent().open(task, unit, total);
  }

  /** The lines that are results. */
  public synchronized List<String> printed() {
    return List.copyOf(printed);
  }

  /** The lines about what is amiss. */
  public synchronized List<String> warned() {
    return List.copyOf(warned);
  }

  /** The other lines about the work itself. */
  public synchronized List<String> said() {
    return List.copyOf(said);
  }
}
