package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  private static final List<String> LINES =
      List.of(new LossHistory.Line(1, 1, 1, 2.5).csv(), new LossHistory.Line(20, 2, 10, 1).csv());
  private static final List<String> TEXT =
      List.of("epoch,step,loss", "1,1,2.500000", "2,10,1.000000");

  @TempDir private Path folder;
  private final Recorded output = new Recorded();

  @Test
  void goesOnAfterTheLinesSoFarAndForgetsLaterOnes() throws IOException {
    Path file = folder.resolve("metrics.csv");
    Files.writeString(file, "epoch,step,loss\n1,1,2.500000\n2,10,1.000000\n2,20,0.9");
    try (CsvFile metrics = CsvFile.open(file, LossHistory.HEADING, LINES.subList(0, 1), output)) {
      metrics.add(LINES.get(1));
      assertEquals(TEXT, Files.readAllLines(file), "not written as it came");
      metrics.complete(LINES);
    }
    assertEquals(TEXT, Files.readAllLines(file));
    assertEquals(List.of(), output.warned());
  }

  @Test
  void writesAllAtTheEndWhereItCouldNotMeanwhile() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("run"));
    Path file = inTheWay.resolve("metrics.csv");
    try (CsvFile metrics = CsvFile.open(file, LossHistory.HEADING, List.of(), output)) {
      metrics.add(LINES.get(0));
      metrics.add(LINES.get(1));
      assertThrows(IOException.class, () -> metrics.complete(LINES));
      Files.delete(inTheWay);
      metrics.complete(LINES);
    }
    assertEquals(TEXT, Files.readAllLines(file));
    List<String> lines = output.warned();
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("warning: cannot write " + file), lines.get(0));
  }

  @Test
  void comesBackWhereItsFolderWasRemoved() throws IOException {
    Path file = folder.resolve("run/metrics.csv");
    try (CsvFile metrics = CsvFile.open(file, LossHistory.HEADING, LINES.subList(0, 1), output)) {
      Files.delete(file);
      Files.delete(file.getParent());
      metrics.add(LINES.get(1));
      metrics.complete(LINES);
    }
    assertEquals(TEXT, Files.readAllLines(file));
  }
}
