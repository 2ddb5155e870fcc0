package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.tower.Arrived;
import dev.towers.tower.Devices;
import dev.towers.tower.Machine;
import dev.towers.tower.Traffic;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final StepTimes ONE = StepTimes.ofMillis(3, 3);
  private static final BenchReport REPORT =
      new BenchReport(
          new Machine(List.of("CPU:0", "CPU:1"), "Model", 6, "Linux amd64", "1", "2", "17"),
          List.of(),
          new ScalingPlan("quickstart", List.of(1, 2), 4, 2, 1),
          "random images",
          List.of(
              ScalingMeasurement.of(
                  Scaling.STRONG, Devices.cpus(1), 3, ONE, 4, ONE, Optional.empty()),
              ScalingMeasurement.of(
                  Scaling.WEAK,
                  Devices.cpus(2),
                  3,
                  StepTimes.ofMillis(4, 4),
                  4,
                  ONE,
                  Optional.empty())));

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
              "workers": [],
              "settings": {
                "network": "quickstart", "towers": [1, 2], "batch_size": 4, "steps": 2, "warmup": 1
              },
              "images": "random images",
              "results": [{
                "scaling": "strong", "towers": 1, "threads_within_op": 3, "threads_between_ops": 3,
                "batch": 4, "steps": 2, "images_per_second": 1333.3333333333333,
                "step_millis_median": 3.0, "step_millis_p90": 3.0, "spread": 0.0, "speed_up": 1.0,
                "efficiency": 1.0, "exchange": null
              }, {
                "scaling": "weak", "towers": 2, "threads_within_op": 3, "threads_between_ops": 6,
                "batch": 8, "steps": 2, "images_per_second": 2000.0, "step_millis_median": 4.0,
                "step_millis_p90": 4.0, "spread": 0.0, "speed_up": 1.5, "efficiency": 0.75,
                "exchange": null
              }]
            }
            """),
        json.readTree(REPORT.json()));
  }

  @Test
  void theTableOfWorkersTellsWhatTheySendEachOther() {
    Exchange exchange =
        new Exchange(2, new Traffic(250_000, 250_000, 500_000), new Arrived(7, 500_264));
    ScalingMeasurement two =
        ScalingMeasurement.of(
            Scaling.STRONG, Devices.cpus(2), 3, ONE, 4, ONE, Optional.of(exchange));
    BenchReport far =
        new BenchReport(
            REPORT.machine(), List.of("a:1", "b:1"), REPORT.settings(), "images", List.of(two));
    assertEquals(
        List.of(
            "scaling  towers  threads  batch  images/s  median ms  p90 ms  spread  speed-up"
                + "  efficiency  processes  messages  kB measured  kB worked out",
            "strong        2      2x3      4     1,333       3.00    3.00     0 %      1.00"
                + "        50 %          2         7        500.3          500.0"),
        far.table());
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
