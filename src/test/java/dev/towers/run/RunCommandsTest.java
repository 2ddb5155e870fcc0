package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.report.page.Command;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunCommandsTest {

  @Test
  void wordsAreOneWordEachForAShell() {
    assertEquals("runs/one", RunCommands.quoted("runs/one"));
    assertEquals("'my runs'", RunCommands.quoted("my runs"));
    assertEquals("'it'\\''s; rm $HOME'", RunCommands.quoted("it's; rm $HOME"));
    assertEquals("''", RunCommands.quoted(""));
  }

  @Test
  void tellHowToUseTheModel() {
    List<Command> commands = commands("pets").ofComplete(Path.of("savedmodel/my pets/3"));
    assertEquals(
        "java -jar target/train.jar predict --model 'savedmodel/my pets/3' picture.jpg",
        commands.get(0).line());
    assertEquals(
        "java -jar target/train.jar serve --model 'savedmodel/my pets/3'", commands.get(2).line());
    assertEquals(
        "docker run -p 127.0.0.1:8501:8501 -v '/home/me/savedmodel/my pets:/models/model:ro'"
            + " -e MODEL_NAME=model tensorflow/serving",
        commands.get(3).line());
    assertEquals(
        "java -jar target/train.jar --recipe 'my run/settings.json' --data pets",
        commands.get(4).line());
  }

  /** What was passed over in training is passed over again. */
  @Test
  void aTestOfTheModelTakesTheSameImages() {
    Settings settings = Settings.usual().with(Settings.DATA, "pets").with(Settings.SKIP_BAD, true);
    RunCommands commands = new RunCommands(new RunFolder(Path.of("one")), settings, "t.jar", "");
    assertEquals(
        "java -jar t.jar evaluate --model savedmodel/pets/3 --data pets --skip-bad",
        commands.ofComplete(Path.of("savedmodel/pets/3")).get(1).line());
  }

  @Test
  void tellHowToGoOn() {
    String line = commands("auto").ofUnfinished().get(0).line();
    assertEquals("java -jar target/train.jar --resume --run 'my run'", line);
    assertTrue(commands("auto").ofUnfinished().get(1).line().endsWith("settings.json'"));
  }

  @Test
  void nameTheRunAsTheFolderToTypeThemInDoes() {
    assertEquals("--resume --run runs/one", goOn("runs/one", ""));
    assertEquals(
        "--resume --run one", goOn("runs/one", Path.of("runs").toAbsolutePath().toString()));
    assertEquals("--resume --run /home/me/runs/one", goOn("/home/me/runs/one", "/home/me/run"));
    assertEquals("--resume --run /home/me", goOn("/home/me", "/home/me"));
  }

  private static String goOn(String run, String startIn) {
    RunCommands commands =
        new RunCommands(new RunFolder(Path.of(run)), Settings.usual(), "train.jar", startIn);
    return commands.ofUnfinished().get(0).line().replace("java -jar train.jar ", "");
  }

  private static RunCommands commands(String data) {
    Settings settings = Settings.usual().with(Settings.DATA, data);
    return new RunCommands(
        new RunFolder(Path.of("/home/me/my run")), settings, "target/train.jar", "/home/me");
  }
}
