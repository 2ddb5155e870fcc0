package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.tower.Devices;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  @Test
  void saysWhatWasMeasuredOnWhat() throws Exception {
    ScalingMeasurement measured =
        new ScalingMeasurement(
            Scaling.WEAK, new Contender(Devices.cpus(2), 3), 8, StepTimes.ofMillis(4, 4));
    BenchReport report =
        new BenchReport(
            new Machine(List.of("CPU:0", "CPU:1"), "Model", 6, "Linux amd64", "1", "2", "17"),
            new BenchSettings("quickstart", List.of(1, 2), 4, 2, 1),
            "random images",
            List.of(BenchReport.Row.of(new ScalingFigure(measured, 1.5))));

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
                "scaling": "weak", "towers": 2, "threads_within_op": 3, "threads_between_ops": 6,
                "batch": 8, "steps": 2, "images_per_second": 2000.0, "step_millis_median": 4.0,
                "step_millis_p90": 4.0, "spread": 0.0, "speed_up": 1.5, "efficiency": 0.75
              }]
            }
            """),
        json.readTree(report.json()));
  }
}
