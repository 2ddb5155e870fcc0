package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.InputException;
import dev.towers.data.ImageForm;
import dev.towers.files.Json;
import dev.towers.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings as files hold them: each value by name, and the number of the format. A setting that a
 * file lacks was not known to the program that wrote it, which did what is usual for it.
 */
final class SettingsFile {
  /** Raised when what a file says would otherwise be taken for something else. */
  static final int FORMAT = 2;

  private static final String FORMAT_NAME = "format";

  private SettingsFile() {}

  static void write(Path file, Settings settings) throws IOException {
    WholeFile.write(file, Json.page(map(settings)).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws IOException if the file cannot be read or holds no settings
   * @throws InputException if a later version wrote it
   */
  static Settings read(Path file) throws IOException {
    return of(Json.tree(Files.readString(file)));
  }

  /** The values with the number of the format before them. */
  static Map<String, Object> map(Settings settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(FORMAT_NAME, FORMAT);
    map.putAll(settings.byName());
    return map;
  }

  /**
   * The settings that JSON of {@link #map} holds.
   *
   * @throws JsonProcessingException if it holds something else
   * @throws InputException if a later version wrote it, or if a value is none here: it may have
   *     been one in another locale
   */
  static Settings of(JsonNode json) throws JsonProcessingException {
    if (!json.isObject()) {
      throw Json.unlike("settings");
    }
    requireKnown(json.path(FORMAT_NAME).asInt(1));
    Settings settings = Settings.usual();
    if (!json.has(ImageForm.IMAGE_SIZE.name())) { // what took images as they are knew no size
      settings = settings.with(Settings.IMAGE_SIZE, ImageForm.NATIVE_WORD);
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (entry.getKey().equals(FORMAT_NAME)) {
        continue;
      }
      Optional<Setting<?>> setting = Settings.named(entry.getKey());
      if (setting.isEmpty()) {
        throw new InputException(
            "there is no setting '%s' in this version of Towers: go on with the one that wrote it"
                .formatted(entry.getKey()));
      }
      try {
        settings = settings.withAny(setting.get(), Json.value(entry.getValue()));
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw Json.unlike("settings: " + e.getMessage());
      }
    }
    return settings;
  }

  /**
   * @throws InputException if a later version wrote what has that number
   */
  static void requireKnown(int format) {
    if (format > FORMAT) {
      throw new InputException(
          "it is of format %d, this version of Towers knows up to %d: go on with the one that wrote it"
              .formatted(format, FORMAT));
    }
  }
}
