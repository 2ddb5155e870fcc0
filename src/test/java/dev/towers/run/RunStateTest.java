package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towers.InputException;
import dev.towers.files.Json;
import dev.towers.train.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStateTest {
  private static final Circumstances HERE = new Circumstances("ab".repeat(32), "CPU:0, CPU:1", 2);
  private static final RunState FIRST =
      RunState.first(TrainSettings.QUICKSTART, Outputs.usual(TrainSettings.QUICKSTART), HERE);

  @Test
  void comesBackToTheBit() throws JsonProcessingException {
    RunState state =
        FIRST.at(new Position(3, 2, 1), 1 / 3.0, losses(2.3025851249694824, 0.1 + 0.2));
    assertEquals(state, Json.read(state.json(), RunState.class));
    assertEquals(FIRST, Json.read(FIRST.json(), RunState.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"run\": \"x\"}", "7"})
  void otherTextIsRefused(String text) {
    assertThrows(
        JsonProcessingException.class,
        () -> {
          RunState state = Json.read(text, RunState.class);
          throw new AssertionError("read as " + state);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "epochs", "summed", "keep_versions"})
  void aFieldThatIsMissingOrCannotBeIsRefused(String field) throws JsonProcessingException {
    ObjectNode state = Json.object(FIRST);
    ObjectNode owner = state.findParent(field);
    owner.put(field, -1);
    String wrong = state.toString();
    assertThrows(JsonProcessingException.class, () -> Json.read(wrong, RunState.class));
    owner.remove(field);
    String cut = state.toString();
    assertThrows(JsonProcessingException.class, () -> Json.read(cut, RunState.class));
  }

  @Test
  void theBestIsThatOfTheLowestLine() {
    RunState one = FIRST.at(new Position(1, 1, 1), 0, losses(0.1));
    assertEquals(-1, one.best(), "the first step's loss is no mean");
    RunState two = one.at(new Position(20, 1, 20), 0, losses(0.1, 2));
    assertEquals(20, two.best());
    RunState worse = two.at(new Position(30, 1, 30), 0, losses(0.1, 2, 3));
    assertEquals(20, worse.best());
    assertEquals(40, worse.at(new Position(40, 1, 40), 0, losses(0.1, 2, 3, 1)).best());
  }

  @Test
  void namesTheSettingsThatDifferWithBothValues() {
    SavedRun saved = new SavedRun(FIRST, Path.of("variables"));
    assertDoesNotThrow(() -> saved.requireSame(TrainSettings.QUICKSTART));
    TrainSettings other =
        new TrainSettings("auto", "quickstart", 3, 4, 0.001, 0.9, 7, "auto", 0, 2000);
    InputException e = assertThrows(InputException.class, () -> saved.requireSame(other));
    assertEquals(
        "--resume goes on as the run began, with --epochs 2, not 3 and --seed 0, not 7: leave that"
            + " out, or start another run",
        e.getMessage());
  }

  @Test
  void namesTheCircumstancesThatDiffer() {
    assertDoesNotThrow(() -> HERE.requireSame(HERE));
    InputException e =
        assertThrows(
            InputException.class,
            () -> HERE.requireSame(new Circumstances("cd".repeat(32), "GPU:0", 1)));
    assertEquals(
        "--resume goes on as the run began, and that cannot be: --data has other images: SHA-256"
            + " cdcdcdcdcdcd..., not abababababab...; --devices means GPU:0 here, not CPU:0, CPU:1;"
            + " --threads comes to 1 here, not 2; start another run without it",
        e.getMessage());
  }

  private static LossHistory losses(double... losses) {
    List<LossHistory.Line> lines = new ArrayList<>();
    for (double loss : losses) {
      lines.add(new LossHistory.Line(lines.size() + 1, 1, lines.size() + 1, loss));
    }
    return new LossHistory(lines, 0.1, 1);
  }
}
