package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.evaluate.Answer;
import dev.towers.evaluate.Calibration;
import dev.towers.evaluate.Certainty;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.files.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFiguresTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 256, 257, 1000})
  void areReadAsTheyWereWritten(int classes) throws Exception {
    RunFigures figures = figures(classes);
    RunFigures read = RunFigures.of(Json.tree(Json.page(figures.inFull())));
    assertEquals(figures.test().classNames(), read.test().classNames());
    assertArrayEquals(figures.test().counts(), read.test().counts());
    assertEquals(figures.imagesPerSecond(), read.imagesPerSecond());
    assertEquals(figures.certainty(), read.certainty());
  }

  @Test
  void areReadWithoutWhatEarlierVersionsLack() throws Exception {
    assertEquals(
        Optional.empty(), RunFigures.of(Json.tree(Json.page(figures(3).byName()))).certainty());
  }

  @Test
  void tellTheAccuracyOfEachClassThatHasImages() throws Exception {
    JsonNode json = Json.tree(Json.page(figures(3).byName()));
    assertEquals(0.75, json.get("class_accuracy").get(0).asDouble());
    assertTrue(json.get("class_accuracy").get(2).isNull());
  }

  @Test
  void ofManyClassesStaySmall() throws Exception {
    assertTrue(Json.page(figures(1000).byName()).length() < 50_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[0, 1]]", "[[0, 257, 1]]", "[[-1, 0, 1]]", "[[4294967296, 0, 1]]"})
  void damagedCountsAreRefused(String counts) throws Exception {
    String damaged =
        Json.line(figures(257).byName()).replaceAll("(\"confusion_counts\":).*]]", "$1" + counts);
    assertThrows(JsonProcessingException.class, () -> RunFigures.of(Json.tree(damaged)));
  }

  /** Of the first class three of four images are told right; the last has none. */
  private static RunFigures figures(int classes) {
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    long[][] counts = new long[classes][classes];
    counts[0][0] = 3;
    counts[0][classes - 1] = 1;
    Calibration calibration = new Calibration(List.of(new Calibration.Bin(0, 1, 4, 3, 2.4)));
    Answer mistake = new Answer(7, 0, classes - 1, 0.9f, 0.05f);
    Certainty certainty = new Certainty(calibration, List.of(mistake), List.of());
    return new RunFigures(
        2.3f, 1.3, 10, 5000, new ConfusionMatrix(names, counts), Optional.of(certainty));
  }
}
