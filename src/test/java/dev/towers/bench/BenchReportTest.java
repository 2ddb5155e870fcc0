package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.tower.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final StepTimes ONE = StepTimes.ofMillis(3, 3);
  private static final BenchReport REPORT =
      new BenchReport(
          new Machine(List.of("CPU:0", "CPU:1"), "Model", 6, "Linux amd64", "1", "2", "17"),
          new ScalingPlan("quickstart", List.of(1, 2), 4, 2, 1),
          "random images",
          List.of(
              ScalingMeasurement.of(Scaling.STRONG, 1, 3, ONE, 4, ONE),
              ScalingMeasurement.of(Scaling.WEAK, 2, 3, StepTimes.ofMillis(4, 4), 4, ONE)));

  @Test
  void theFileSaysWhatWasMeasuredOnWhat() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertEquals(
        json.readTree(
            """
            {
              "machine": {
                "devices": ["CPU:0", "CPU:1"], "cpu": "Model", "cores": 6, "system": "Linux amd64",
                "towers": "1", "tensorflow": "2", "java": "17"
              },
              "settings": {
                "network": "quickstart", "towers": [1, 2], "batch_size": 4, "steps": 2, "warmup": 1
              },
              "images": "random images",
              "results": [{
                "scaling": "strong", "towers": 1, "threads_within_op": 3, "threads_between_ops": 3,
                "batch": 4, "steps": 2, "images_per_second": 1333.3333333333333,
                "step_millis_median": 3.0, "step_millis_p90": 3.0, "spread": 0.0, "speed_up": 1.0,
                "efficiency": 1.0
              }, {
                "scaling": "weak", "towers": 2, "threads_within_op": 3, "threads_between_ops": 6,
                "batch": 8, "steps": 2, "images_per_second": 2000.0, "step_millis_median": 4.0,
                "step_millis_p90": 4.0, "spread": 0.0, "speed_up": 1.5, "efficiency": 0.75
              }]
            }
            """),
        json.readTree(REPORT.json()));
  }

  @Test
  void theTableHasALineForEach() {
    assertEquals(
        List.of(
            "scaling  towers  threads  batch  images/s  median ms  p90 ms  spread  speed-up"
                + "  efficiency",
            "strong        1      1x3      4     1,333       3.00    3.00     0 %      1.00"
                + "       100 %",
            "weak          2      2x3      8     2,000       4.00    4.00     0 %      1.50"
                + "        75 %"),
        REPORT.table());
  }
}
