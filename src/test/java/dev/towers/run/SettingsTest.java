package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  /** What goes with a model to others names no folder of the disk on which it was made. */
  @Test
  void whatIsPublishedNamesNoFolder() {
    Settings settings =
        Settings.usual()
            .with(Settings.DATA, "/home/me/pictures")
            .with(Settings.RUN, "/home/me/runs/one")
            .with(Settings.EXPORT, "/home/me/models/pets")
            .with(Settings.INIT_FROM, "/home/me/models/birds");
    Map<String, Object> published = settings.withoutPlaces();
    assertFalse(published.toString().contains("/home"), published::toString);
    assertEquals("birds", published.get("init-from"));
    assertEquals("", Settings.usual().withoutPlaces().get("init-from"));
    assertEquals("/home/me/models/birds", settings.byName().get("init-from"));
  }
}
