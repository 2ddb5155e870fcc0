package dev.towers.run;

import dev.towers.SettingName;
import dev.towers.export.ModelFolder;
import dev.towers.report.page.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one may do with a run, as lines for a shell.
 *
 * @param program the jar
 * @param startIn the folder in which they are to be typed; may be empty
 */
record RunCommands(RunFolder folder, Settings settings, String program, String startIn) {
  /** What is typed where the jar was not started as one. */
  static final String USUAL_PROGRAM = "target/train.jar";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final SettingName RECIPE = new SettingName("recipe");

  /** To go on with it. */
  List<Command> ofUnfinished() {
    return List.of(
        new Command(
            "Go on with this run once it has stopped",
            line(
                List.of(
                    RunFolder.RESUME.option(),
                    Settings.RUN.name().option(),
                    runPath().toString()))),
        again());
  }

  /** To use the model, and to train it anew. */
  List<Command> ofComplete(Path model) {
    String chosen = ModelFolder.MODEL.option();
    return List.of(
        new Command(
            "Ask the model about a picture",
            line(List.of("predict", chosen, model.toString(), "picture.jpg"))),
        new Command("Test it again, or on other images", line(evaluation(model))),
        new Command(
            "Try it on a page to drop pictures on",
            line(List.of("serve", chosen, model.toString()))),
        new Command("Serve it with TensorFlow Serving", serving(model)),
        again());
  }

  private List<String> evaluation(Path model) {
    List<String> words =
        new ArrayList<>(List.of("evaluate", ModelFolder.MODEL.option(), model.toString()));
    words.addAll(List.of(Settings.DATA.name().option(), settings.get(Settings.DATA)));
    if (settings.get(Settings.SKIP_BAD)) {
      words.add(Settings.SKIP_BAD.name().option());
    }
    return words;
  }

  private Command again() {
    List<String> words =
        new ArrayList<>(List.of(RECIPE.option(), runPath().resolve("settings.json").toString()));
    if (!settings.get(Settings.DATA).equals(Settings.DATA.usual())) {
      words.addAll(List.of(Settings.DATA.name().option(), settings.get(Settings.DATA)));
    }
    return new Command("Train another model in the same way", line(words));
  }

  /** The run's folder as it is named there, whichever folder this process was started in. */
  private Path runPath() {
    Path start = Path.of(startIn).toAbsolutePath().normalize();
    Path run = folder.path().toAbsolutePath().normalize();
    return run.startsWith(start) && !run.equals(start) ? start.relativize(run) : run;
  }

  private String line(List<String> arguments) {
    StringBuilder line = new StringBuilder("java -jar " + quoted(program));
    arguments.forEach(argument -> line.append(' ').append(quoted(argument)));
    return line.toString();
  }

  /** The server takes the folder of all versions, by a path from the root. */
  private String serving(Path version) {
    Path versions = Path.of(startIn).resolve(version).toAbsolutePath().normalize().getParent();
    String folderName = versions.getFileName().toString();
    String name = MODEL_NAME.matcher(folderName).matches() ? folderName : "model";
    return "docker run -p 127.0.0.1:8501:8501 -v %s -e MODEL_NAME=%s tensorflow/serving"
        .formatted(quoted("%s:/models/%s:ro".formatted(versions, name)), name);
  }

  /** As a shell takes it for one word. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
