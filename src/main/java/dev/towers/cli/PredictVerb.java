package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.data.source.EncodedImage;
import dev.towers.export.Prediction;
import dev.towers.export.SavedModelClassifier;
import dev.towers.files.Json;
import dev.towers.files.UserPath;
import dev.towers.report.TextTable;
import dev.towers.tower.TensorFlowStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "predict",
    description = {
      "Tells the classes of images, as a server of the same model would. A file that cannot be read"
          + " is named, the others are done, and the exit code is 2."
    })
final class PredictVerb extends Verb {
  @Mixin private ModelOption model;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many classes to tell of each image (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(names = "--json", description = "Print a JSON object for each image, a line each.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "PNG, JPEG, GIF or BMP files of any size, or folders of them.")
  private List<String> images;

  @Override
  void run() throws IOException {
    if (top < 1) {
      throw new InputException("--top takes a whole number of at least 1, not " + top);
    }
    try (SavedModelClassifier classifier = SavedModelClassifier.open(model.folder())) {
      List<List<String>> rows = new ArrayList<>();
      int refused = 0;
      for (String image : images) {
        refused += predictAll(classifier, image, rows);
      }
      if (!rows.isEmpty()) {
        new TextTable(heading(classifier), rows).lines().forEach(console()::print);
      }
      if (refused > 0) {
        throw new InputException(
            "%d of the images could not be read; the lines above say why".formatted(refused));
      }
    }
  }

  /** Predicts a file or a folder; returns how many files were refused. */
  private int predictAll(SavedModelClassifier classifier, String image, List<List<String>> rows)
      throws IOException {
    int refused = 0;
    try {
      for (Path file : EncodedImage.filesOf(path(image))) {
        refused += predict(classifier, file, rows) ? 0 : 1;
      }
    } catch (InputException e) {
      console().warn(Words.of(e));
      refused++;
    }
    return refused;
  }

  private static Path path(String image) {
    UserPath.problem(image)
        .ifPresent(
            problem -> {
              throw new InputException("IMAGE: expected " + problem);
            });
    return Path.of(image);
  }

  private boolean predict(SavedModelClassifier classifier, Path file, List<List<String>> rows)
      throws IOException {
    TensorFlowStart.Silence silence = TensorFlowStart.silence();
    try {
      EncodedImage image = EncodedImage.read(file);
      List<Prediction.Candidate> candidates =
          classifier.predict(List.of(image.bytes())).get(0).top(top);
      if (json) {
        console().print(Json.line(asMap(file, candidates)));
      } else {
        rows.add(asRow(file, candidates));
      }
      return true;
    } catch (InputException e) {
      console().warn(e.getMessage());
      return false;
    } catch (TFInvalidArgumentException e) {
      console()
          .warn("%s: expected a PNG, JPEG, GIF or BMP image, found a broken one".formatted(file));
      return false;
    } finally {
      silence.close();
    }
  }

  private List<String> heading(SavedModelClassifier classifier) {
    List<String> heading = new ArrayList<>(List.of("image"));
    for (int rank = 1; rank <= Math.min(top, classifier.classNames().size()); rank++) {
      heading.add("class");
      heading.add("probability");
    }
    return heading;
  }

  private static List<String> asRow(Path file, List<Prediction.Candidate> candidates) {
    List<String> row = new ArrayList<>(List.of(file.toString()));
    for (Prediction.Candidate candidate : candidates) {
      row.add(candidate.className());
      row.add(String.format(Locale.ROOT, "%.4f", candidate.probability()));
    }
    return row;
  }

  private static Map<String, Object> asMap(Path file, List<Prediction.Candidate> candidates) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("image", file.toString());
    map.put("class", candidates.get(0).className());
    map.put("top", candidates);
    return map;
  }
}
