package dev.towers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
  private final Recorded all = new Recorded();

  @Test
  void withoutProgressResultsAndWarningsAreLeft() {
    speak(all.withoutProgress());
    assertEquals(List.of("result", "event"), all.printed());
    assertEquals(List.of("threads is amiss"), all.warned());
    assertEquals(List.of(), all.said());
  }

  @Test
  void quietLeavesWarningsAlone() {
    speak(all.quiet());
    assertEquals(List.of(), all.printed());
    assertEquals(List.of("threads is amiss"), all.warned());
    assertEquals(List.of(), all.said());
  }

  private static void speak(Output output) {
    record Happened(String name, List<String> lines) implements Event {}

    output.print("result");
    output.tell(new Happened("happened", List.of("event")));
    output.say("by the way");
    output.warn("%s is amiss", new SettingName("threads"));
    output.open("work", "steps", 10).close();
  }
}
