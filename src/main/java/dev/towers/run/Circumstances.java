package dev.towers.run;

import dev.towers.InputException;
import dev.towers.data.Dataset;
import dev.towers.tower.Devices;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides the bits of the weights beside the settings, or what these came to.
 *
 * @param dataSha256 of all images and labels, as hexadecimal digits
 * @param devices one for each tower
 * @param threads within an op
 */
record Circumstances(String dataSha256, String devices, int threads) {
  Circumstances {
    if (!dataSha256.matches("[0-9a-f]{64}") || threads < 1) {
      throw new IllegalArgumentException("SHA-256 %s, %d threads".formatted(dataSha256, threads));
    }
  }

  static Circumstances of(Dataset dataset, Devices devices, int threads) {
    return new Circumstances(dataset.sha256(), devices.toString(), threads);
  }

  /**
   * Looks whether a run can go on as it began.
   *
   * @throws InputException in one line with all differences, if it cannot
   */
  void requireSame(Circumstances now) {
    List<String> differences = new ArrayList<>();
    if (!dataSha256.equals(now.dataSha256)) {
      differences.add(
          "--data has other images: SHA-256 %.12s..., not %.12s..."
              .formatted(now.dataSha256, dataSha256));
    }
    if (!devices.equals(now.devices)) {
      differences.add("--devices means %s here, not %s".formatted(now.devices, devices));
    }
    if (threads != now.threads) {
      differences.add("--threads comes to %d here, not %d".formatted(now.threads, threads));
    }
    if (!differences.isEmpty()) {
      throw new InputException(
          "--resume goes on as the run began, and that cannot be: %s; start another run without it"
              .formatted(String.join("; ", differences)));
    }
  }
}
