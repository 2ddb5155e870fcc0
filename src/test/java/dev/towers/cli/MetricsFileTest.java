package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
  private static final List<LossHistory.Line> LINES =
      List.of(new LossHistory.Line(1, 1, 1, 2.5), new LossHistory.Line(20, 2, 10, 1));
  private static final List<String> TEXT =
      List.of("epoch,step,loss", "1,1,2.500000", "2,10,1.000000");

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new PrintStream(OutputStream.nullOutputStream()),
          new PrintStream(said, true, StandardCharsets.UTF_8),
          false);

  @Test
  void goesOnAfterTheLinesSoFarAndForgetsLaterOnes() throws IOException {
    Path file = folder.resolve("metrics.csv");
    Files.writeString(file, "epoch,step,loss\n1,1,2.500000\n2,10,1.000000\n2,20,0.9");
    try (MetricsFile metrics = MetricsFile.open(file, LINES.subList(0, 1), console)) {
      metrics.add(LINES.get(1));
      assertEquals(TEXT, Files.readAllLines(file), "not written as it came");
      metrics.complete(LINES);
    }
    assertEquals(TEXT, Files.readAllLines(file));
    assertEquals("", said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void writesAllAtTheEndWhereItCouldNotMeanwhile() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("run"));
    Path file = inTheWay.resolve("metrics.csv");
    try (MetricsFile metrics = MetricsFile.open(file, List.of(), console)) {
      metrics.add(LINES.get(0));
      metrics.add(LINES.get(1));
      assertThrows(IOException.class, () -> metrics.complete(LINES));
      Files.delete(inTheWay);
      metrics.complete(LINES);
    }
    assertEquals(TEXT, Files.readAllLines(file));
    List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("warning: cannot write " + file), lines.get(0));
  }

  @Test
  void comesBackWhereItsFolderWasRemoved() throws IOException {
    Path file = folder.resolve("run/metrics.csv");
    try (MetricsFile metrics = MetricsFile.open(file, LINES.subList(0, 1), console)) {
      Files.delete(file);
      Files.delete(file.getParent());
      metrics.add(LINES.get(1));
      metrics.complete(LINES);
    }
    assertEquals(TEXT, Files.readAllLines(file));
  }
}
