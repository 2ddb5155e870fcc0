package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchModelVerbTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --batch-sizes 0 | --batch-sizes takes whole numbers from 1 to 100,000, such as 1,32,512, not '0'
          --batch-sizes 1,x | --batch-sizes takes whole numbers from 1 to 100,000, such as 1,32,512, not '1,x'
          --batch-sizes 1, | --batch-sizes takes whole numbers from 1 to 100,000, such as 1,32,512, not '1,'
          --batch-sizes 100001 | --batch-sizes takes whole numbers from 1 to 100,000, such as 1,32,512, not '100001'
          --batch-sizes 8,1,8 | --batch-sizes 8,1,8 names 8 twice
          --seconds 0 | --seconds takes a whole number from 1 to 3,600, not 0
          --seconds soon | Invalid value for option '--seconds': 'soon' is not an int; see bench-model --help
          --threads 0 | --threads takes a whole number from 1 to 1,024, not 0
          --json | --model takes a SavedModel, a folder with saved_model.pb in it or in a numbered version of it; 'no-such-model' does not exist
          """)
  void wrongInputIsToldInOneLine(String options, String message) {
    InProcess run =
        InProcess.run(
            Stream.concat(
                    Stream.of("bench-model", "--model", "no-such-model"),
                    Stream.of(options.split(" ")))
                .toArray(String[]::new));
    assertEquals(2, run.exitCode());
    assertEquals(List.of("error: " + message), run.err());
    assertEquals(List.of(), run.out());
  }

  @Test
  void aModelMustBeNamed() {
    InProcess run = InProcess.run("bench-model");
    assertEquals(2, run.exitCode());
    assertEquals(
        List.of("error: Missing required option: '--model=DIR'; see bench-model --help"),
        run.err());
  }
}
