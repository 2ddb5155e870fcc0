package dev.towers.tower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16Test {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "flags\t\t: fpu avx512_bf16 sse, true",
    "flags\t\t: fpu amx_bf16, true",
    "Features\t: fp asimd bf16, true",
    "flags\t\t: fpu avx512f my_bf16, false",
    "bugs\t\t: avx512_bf16, false"
  })
  void aProcessorHasTheInstructions(String line, boolean fast) throws Exception {
    Path processors = folder.resolve("cpuinfo");
    Files.writeString(processors, "processor\t: 0\n" + line + "\n\n");
    assertEquals(fast, Bfloat16.isFast(processors));
  }

  @Test
  void whatCannotBeReadIsNotFast() {
    assertFalse(Bfloat16.isFast(folder.resolve("nowhere")));
  }

  @Test
  void gpusAreNotAsked() {
    assertFalse(Bfloat16.isFastOn(new Devices(List.of(new Device(Device.Kind.GPU, 0)))));
  }
}
