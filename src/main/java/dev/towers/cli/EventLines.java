package dev.towers.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towers.Event;
import dev.towers.Output;
import dev.towers.SettingName;
import dev.towers.files.Json;
import java.io.UncheckedIOException;

/** How a verb speaks to a program: each event is a JSON object on a line, and nothing else is. */
final class EventLines implements Output {
  private final Output console;

  /**
   * @param console prints the lines, and tells people all that is no result
   */
  EventLines(Output console) {
    this.console = console;
  }

  @Override
  public void tell(Event event) {
    try {
      console.print(Json.line("event", event.name(), event.fields()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void print(String line) {}

  @Override
  public void say(String line) {
    console.say(line);
  }

  @Override
  public void warn(String line) {
    console.warn(line);
  }

  @Override
  public String word(SettingName setting) {
    return console.word(setting);
  }

  @Override
  public Meter open(String task, String unit, long total) {
    return console.open(task, unit, total);
  }
}
