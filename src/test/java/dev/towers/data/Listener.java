package dev.towers.data;

import dev.towers.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what was said and how far each task came. */
public final class Listener implements Progress {
  public final List<String> said = Collections.synchronizedList(new ArrayList<>());
  public final List<String> tasks = new ArrayList<>();
  public final List<Long> reached = new ArrayList<>();

  @Override
  public synchronized void say(String line) {
    said.add(line);
  }

  @Override
  public synchronized Meter open(String task, String unit, long total) {
    tasks.add(task + ": " + total + " " + unit);
    return new Meter() {
      @Override
      public void reached(long done) {
        reached.add(done);
      }

      @Override
      public void close() {}
    };
  }
}
