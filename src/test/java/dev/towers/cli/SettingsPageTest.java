package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.run.Setting;
import dev.towers.run.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code docs/settings.md} says of the settings is what they say of themselves. */
class SettingsPageTest {

  @Test
  void tableOfSettingsIsTheirOwn() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("docs/settings.md"));
    List<String> expected = Settings.ALL.stream().map(SettingsPageTest::row).toList();
    int from = lines.indexOf(expected.get(0));
    assertTrue(from > 0, () -> "docs/settings.md has no line\n" + String.join("\n", expected));
    assertEquals(expected, lines.subList(from, from + expected.size()));
  }

  private static String row(Setting<?> setting) {
    return "| `--%s` | %s | %s |"
        .formatted(setting.name(), setting.helpTellsUsual() ? "" : setting.usual(), setting.help());
  }
}
