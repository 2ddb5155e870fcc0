package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towers.InputException;
import dev.towers.files.Json;
import dev.towers.tower.Devices;
import dev.towers.train.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStateTest {
  private static final RunState FIRST =
      RunState.first(Settings.usual().decidedFor(Devices.cpus(2)), "ab".repeat(32));

  @Test
  void comesBackToTheBit() throws JsonProcessingException {
    RunState state =
        FIRST.at(
            new Position(3, 2, 1),
            1 / 3.0,
            new RunHistory(
                losses(2.3025851249694824, 0.1 + 0.2),
                losses(2.3025851249694824, 1, 0.3),
                List.of(new EpochScore(1, 2, 1.25, 2 / 3.0)),
                List.of(new EpochScore(1, 2, 1.5, 1 / 3.0))),
            true);
    assertEquals(state, RunState.parse(state.json()));
    assertEquals(FIRST, RunState.parse(FIRST.json()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"run\": \"x\"}", "7", "{\"format\": 2}"})
  void otherTextIsRefused(String text) {
    assertThrows(
        JsonProcessingException.class,
        () -> {
          RunState state = RunState.parse(text);
          throw new AssertionError("read as " + state);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "summed", "data_sha256", "losses", "position"})
  void aFieldThatIsMissingOrCannotBeIsRefused(String field) throws JsonProcessingException {
    ObjectNode state = (ObjectNode) Json.tree(FIRST.json());
    ObjectNode owner = state.findParent(field);
    owner.put(field, -1);
    String wrong = state.toString();
    assertThrows(JsonProcessingException.class, () -> RunState.parse(wrong));
    owner.remove(field);
    String cut = state.toString();
    assertThrows(JsonProcessingException.class, () -> RunState.parse(cut));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "flip", "nesterov"})
  void aSettingOfAnotherTypeIsRefused(String setting) throws JsonProcessingException {
    ObjectNode state = (ObjectNode) Json.tree(FIRST.json());
    ((ObjectNode) state.get("settings")).put(setting, -1);
    assertThrows(JsonProcessingException.class, () -> RunState.parse(state.toString()));
  }

  /** Such as a folder's name in a locale that cannot write it: the checkpoint is as good as any. */
  @ParameterizedTest
  @ValueSource(strings = {"epochs", "keep-versions", "learning-rate"})
  void aSettingThatCannotBeHereIsNotTakenForDamaged(String setting) throws JsonProcessingException {
    ObjectNode state = (ObjectNode) Json.tree(FIRST.json());
    ((ObjectNode) state.get("settings")).put(setting, -1);
    InputException e = assertThrows(InputException.class, () -> RunState.parse(state.toString()));
    assertTrue(e.getMessage().startsWith(setting), e.getMessage());
  }

  @Test
  void aSettingThatWasNotKnownYetHasItsUsualValue() throws JsonProcessingException {
    ObjectNode state = (ObjectNode) Json.tree(FIRST.json());
    ((ObjectNode) state.get("settings")).remove(Settings.LABEL_SMOOTHING.name().name());
    assertEquals(FIRST, RunState.parse(state.toString()));
  }

  @Test
  void whatALaterVersionWroteIsNotTakenForDamaged() throws JsonProcessingException {
    ObjectNode state = (ObjectNode) Json.tree(FIRST.json());
    ((ObjectNode) state.get("settings")).put("mixup", 0.5);
    InputException unknown =
        assertThrows(InputException.class, () -> RunState.parse(state.toString()));
    assertTrue(unknown.getMessage().contains("'mixup'"), unknown.getMessage());
    state.put("format", SettingsFile.FORMAT + 1);
    InputException later =
        assertThrows(InputException.class, () -> RunState.parse(state.toString()));
    assertTrue(later.getMessage().contains("it is of format 3"), later.getMessage());
  }

  @Test
  void theBestIsThatOfTheLowestLine() {
    RunState one = FIRST.at(new Position(1, 1, 1), 0, told(losses(0.1)), false);
    assertEquals(-1, one.best().steps(), "the first step's loss is no mean");
    RunState two = one.at(new Position(20, 1, 20), 0, told(losses(0.1, 2)), false);
    assertEquals(20, two.best().steps());
    RunState worse = two.at(new Position(30, 1, 30), 0, told(losses(0.1, 2, 3)), false);
    assertEquals(20, worse.best().steps());
    assertEquals(
        40, worse.at(new Position(40, 1, 40), 0, told(losses(0.1, 2, 3, 1)), false).best().steps());
  }

  @Test
  void theBestIsThatOfTheHighestAccuracyWhereThereIsValidation() {
    EpochScore low = new EpochScore(1, 20, 9, 0.25);
    EpochScore high = new EpochScore(2, 40, 9, 0.5);
    EpochScore equal = new EpochScore(3, 60, 1, 0.5);
    RunState before = FIRST.at(new Position(10, 1, 10), 0, told(losses(3, 2)), true);
    assertEquals(-1, before.best().steps());
    RunState one = before.at(new Position(20, 1, 20), 0, told(losses(3, 2), low), true);
    assertEquals(20, one.best().steps());
    RunState between = one.at(new Position(30, 2, 10), 0, told(losses(3, 2, 1), low), true);
    assertEquals(20, between.best().steps());
    RunState two = between.at(new Position(40, 2, 20), 0, told(losses(3, 2), low, high), true);
    assertEquals(40, two.best().steps());
    RunState three = two.at(new Position(60, 3, 20), 0, told(losses(3, 1), low, high, equal), true);
    assertEquals(40, three.best().steps());
  }

  /** Versions without validation wrote no list of scores. */
  @Test
  void aStateWithoutScoresIsRead() throws JsonProcessingException {
    ObjectNode state = (ObjectNode) Json.tree(FIRST.json());
    state.remove("validations");
    assertEquals(FIRST, RunState.parse(state.toString()));
  }

  /** Versions without a curve have the printed lines for one. */
  @Test
  void aStateWithoutACurveIsRead() throws JsonProcessingException {
    RunState told =
        FIRST.at(
            new Position(20, 1, 20),
            0,
            new RunHistory(losses(3, 2), losses(3), List.of(), List.of()),
            false);
    ObjectNode state = (ObjectNode) Json.tree(told.json());
    state.remove("curve");
    assertEquals(
        losses(3, 2).lines(),
        RunState.parse(state.toString()).history().curve().lines(),
        "two lines");
  }

  private static RunHistory told(LossHistory losses, EpochScore... validations) {
    return new RunHistory(losses, LossHistory.NONE, List.of(), List.of(validations));
  }

  private static LossHistory losses(double... losses) {
    List<LossHistory.Line> lines = new ArrayList<>();
    for (double loss : losses) {
      lines.add(new LossHistory.Line(lines.size() + 1, 1, lines.size() + 1, loss));
    }
    return new LossHistory(lines, 0.1, 1);
  }
}
