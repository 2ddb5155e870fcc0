package dev.towers.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.InputException;
import dev.towers.SettingName;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserPathTest {
  private static final SettingName RUN = new SettingName("run");

  @ParameterizedTest
  @ValueSource(strings = {"a", "/a/b", "./~", "a~b", "a:b", "C:x", "R*1", "R?1", "R{1}", "été"})
  void takesPaths(String text) {
    boolean ascii = text.chars().allMatch(letter -> letter < 128);
    assumeTrue(ascii || UserPath.encoding().equals("UTF-8"), "names in UTF-8");
    assertEquals(Path.of(text), UserPath.ofCheckpoint(RUN, text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', found nothing",
    "' ', found nothing",
    "s3://bucket/x, copy it here first",
    "gs://bucket, copy it here first",
    "hdfs://host/x, copy it here first",
    "https://host/x, copy it here first",
    "file:///home/me, leave out what stands before",
    "file:/home/me, leave out what stands before",
    "~, $HOME",
    "~/runs, $HOME",
    "~someone/runs, $HOME"
  })
  void refusesWhatOnlyLooksLikeOne(String text, String advice) {
    InputException refused = assertThrows(InputException.class, () -> UserPath.of(RUN, text));
    assertTrue(refused.getMessage().startsWith("run: expected a path"), refused::getMessage);
    assertTrue(refused.getMessage().contains(advice), refused::getMessage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"R[1]", "a/[b", "a\\b"})
  void refusesPatternsForCheckpointsAlone(String text) {
    assertEquals(Path.of(text), UserPath.of(RUN, text));
    assertThrows(InputException.class, () -> UserPath.ofCheckpoint(RUN, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b"})
  void refusesWhatNoPathHolds(String text) {
    assertThrows(InputException.class, () -> UserPath.of(RUN, text));
  }
}
