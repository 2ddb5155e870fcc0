package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.bench.ScalingChart;
import dev.towers.bench.ScalingMeasurement;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every picture is drawn in a JVM that finds no font, and a display named that is not there. */
@EnabledOnOs(OS.LINUX)
class BareMachineTest {
  private static final String NO_FONTS =
      "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig/>";

  @TempDir private Path folder;

  @Test
  void picturesAreDrawnWithoutWordsAndNothingIsSaid() throws Exception {
    Path settings = Files.writeString(folder.resolve("fonts.conf"), NO_FONTS);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + folder, // where Java remembers fonts that it found before
                "-cp",
                System.getProperty("java.class.path"),
                Drawing.class.getName(),
                folder.toString())
            .redirectErrorStream(true);
    // The Java machine would say that it picked them up.
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().put("FONTCONFIG_FILE", settings.toString());
    builder.environment().put("DISPLAY", ":4242");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    assertEquals("", said);
    for (String name : List.of("samples.png", "loss.png", "confusion.png", "scaling.png")) {
      Area picture = Area.all(ImageIO.read(folder.resolve(name).toFile()));
      assertTrue(picture.count(color -> !color.equals(Sheet.PAPER)) > 100, name);
    }
  }

  /** The program that the other JVM runs; it fails where the machine is not as bare as meant. */
  static final class Drawing {
    private Drawing() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      LabeledImages images =
          new LabeledImages(new ImageShape(2, 2, 1), new byte[] {0, 50, 99, 7}, new int[] {0});
      SampleGrid.ofTiles("title", images, List.of("plane"), List.of(Tile.predicted(0, 0)), 1)
          .write(folder.resolve("samples.png"));
      new LossChart(new TreeMap<>(Map.of(1L, 2.3, 2L, 1.3))).write(folder.resolve("loss.png"));
      new ConfusionChart(List.of("plane", "car"), new long[][] {{5, 1}, {0, 6}})
          .write(folder.resolve("confusion.png"));
      new ScalingChart(
              List.of(
                  new ScalingMeasurement(
                      "strong", 1, 1, 1, 4, 9, 100, 40, 40, 0, 1, 1, Optional.empty()),
                  new ScalingMeasurement(
                      "strong", 2, 1, 2, 4, 9, 190, 21, 21, 0, 1.9, 0.95, Optional.empty())))
          .write(folder.resolve("scaling.png"));
      if (Fonts.usable() || !GraphicsEnvironment.isHeadless()) {
        throw new IllegalStateException("this JVM has fonts or a display");
      }
    }
  }
}
