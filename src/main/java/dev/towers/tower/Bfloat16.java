package dev.towers.tower;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** Whether this machine computes with bfloat16 faster than with single precision. */
public final class Bfloat16 {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** As Linux calls the instructions, on x86 and on ARM. */
  private static final Set<String> INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16", "bf16");

  private Bfloat16() {}

  /** Only CPUs are asked, and only where Linux tells of them; elsewhere the answer is no. */
  public static boolean isFastOn(Devices devices) {
    return devices.main().kind() == Device.Kind.CPU
        && Files.isReadable(PROCESSORS)
        && isFast(PROCESSORS);
  }

  /**
   * @param processors lines of names and values, {@code flags : fpu vme ...} among them
   */
  static boolean isFast(Path processors) {
    try (Stream<String> lines = Files.lines(processors)) {
      return lines
          .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .flatMap(line -> Arrays.stream(line.split("\\s+")))
          .anyMatch(INSTRUCTIONS::contains);
    } catch (IOException | UncheckedIOException e) {
      return false; // what cannot be read is not known to be fast
    }
  }
}
