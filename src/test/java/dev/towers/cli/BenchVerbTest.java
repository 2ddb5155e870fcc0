package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchVerbTest {

  @Test
  void measuresBothKindsOfScaling(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("new").resolve("bench.json");
    Path chart = folder.resolve("bench.png");

    InProcess run =
        InProcess.run(
            Stream.concat(
                    Stream.of("bench --towers 1,3 --batch-size 9 --steps 7 --warmup 1 --threads 3")
                        .flatMap(options -> Stream.of(options.split(" "))),
                    Stream.of("--json", json.toString(), "--chart", chart.toString()))
                .toArray(String[]::new));

    assertEquals(0, run.exitCode(), run.err()::toString);
    assertLinesMatch(
        List.of(
            "devices   CPU:0, CPU:1, CPU:2",
            "machine   .+, \\d+ cores?, .+",
            "versions  Towers .+, TensorFlow 2\\..+, Java .+",
            "network   quickstart, random images of 32x32x3, 10 classes",
            "steps     7 of each in 2 turns, after 1 of warm-up",
            "scaling  towers  threads  batch  images/s .*",
            "strong +1 +1x3 +9 .* 1\\.00 +100 %",
            "strong +3 +3x1 +9 .* %",
            "weak +1 +1x3 +9 .* 1\\.00 +100 %",
            "weak +3 +3x1 +27 .* %"),
        run.out());
    JsonNode results = new ObjectMapper().readTree(json.toFile()).get("results");
    assertEquals(4, results.size());
    for (JsonNode result : results) {
      assertTrue(result.get("step_millis_median").asDouble() > 0);
      assertEquals(
          result.get("speed_up").asDouble() / result.get("towers").asInt(),
          result.get("efficiency").asDouble(),
          1e-12);
    }
    assertEquals(800, ImageIO.read(chart.toFile()).getWidth());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --towers 0 | --towers takes whole numbers from 1, such as 1,2,4, not '0'
          --towers 2,2 | --towers 2,2 names 2 twice
          --towers 1,2 --devices cpu:1 | --towers 2 needs as many devices; there is 1: CPU:0
          --towers 1,4 --devices cpu:2 | --towers 4 needs as many devices; there are 2: CPU:0, CPU:1
          --towers 65 | --devices cpu:N makes 1 to 64 virtual CPU devices, not 65
          --devices cpu:0 | --devices cpu:N makes 1 to 64 virtual CPU devices, not 0
          --batch-size 3 --towers 4 | --batch-size 3 leaves 1 of 4 towers idle: choose a multiple of 4
          --batch-size 0 | --batch-size takes a whole number from 1 to 1,000,000, not 0
          --batch-size 50001 --towers 2 | --batch-size 50,001 makes 100,002 images on 2 towers: choose at most 50,000
          --steps 0 | --steps takes a whole number from 1 to 1,000,000, not 0
          --warmup -1 | --warmup takes a whole number from 0 to 1,000,000, not -1
          --threads 0 | --threads takes a whole number from 1 to 1,024, not 0
          --threads-per-tower 0 | --threads-per-tower takes a whole number from 1 to 1,024, not 0
          --threads 2 --threads-per-tower 1 | --threads-per-tower=N, --threads=N are mutually exclusive (specify only one); see bench --help
          --cluster 127.0.0.1 | --cluster takes host:port, one for each worker, as in host1:2222,host2:2222, not '127.0.0.1'
          --cluster a:1,a:1 | --cluster names a:1 twice
          --cluster a:1 --threads 2 | --threads divides the threads of one process; with --cluster choose --threads-per-tower
          --cluster a:1 --towers 4 --batch-size 3 | --batch-size 3 leaves 1 of 4 towers idle: choose a multiple of 4
          --cluster a:1 --cluster-wait 0 | --cluster-wait takes a whole number from 1 to 86,400 of seconds, not 0
          --network alexnet | there is no network 'alexnet': choose quickstart, quickstart-bn, convgroups-W-W-W
          """)
  void wrongInputIsToldInOneLine(String options, String message) {
    InProcess run =
        InProcess.run(
            Stream.concat(Stream.of("bench"), Stream.of(options.split(" ")))
                .toArray(String[]::new));
    assertEquals(2, run.exitCode());
    assertEquals(List.of("error: " + message), run.err());
    assertEquals(List.of(), run.out());
  }

  @Test
  void aFileThatCannotBeWrittenIsToldBeforeTheWork(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    for (String option : List.of("--json", "--chart")) {
      InProcess run = InProcess.run("bench", option, file.resolve("inside").toString());
      assertEquals(2, run.exitCode());
      assertTrue(run.err().get(0).startsWith("error: " + option + " needs a folder"));
      assertFalse(run.out().stream().anyMatch(line -> line.startsWith("steps")));
    }
  }
}
