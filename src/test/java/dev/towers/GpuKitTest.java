package dev.towers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/gpu-kit} cuts into parts is joined again whole, or refused in one line. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GpuKitTest {
  private static final Path SCRIPTS = Path.of("scripts/kit").toAbsolutePath();
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path folder;
  private Path kit;
  private Path libraries;
  private Path unpacked;
  private byte[] content;

  private record Said(int exitCode, String text) {}

  @BeforeEach
  void pack() throws Exception {
    assumeTrue(run(List.of("xz", "--version")).exitCode == 0, "no xz");
    kit = folder.resolve("kit");
    libraries = Files.createDirectory(folder.resolve("libraries"));
    unpacked = folder.resolve("unpacked");
    content = new byte[2 * MEBIBYTE + 1];
    new Random(1).nextBytes(content);
    Path java = folder.resolve("content-towers/java/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nexit 0\n");
    assertTrue(java.toFile().setExecutable(true));
    pack("towers", "jar");
    for (String tool : List.of("unpack", "run", "libraries", "environment")) {
      Files.copy(SCRIPTS.resolve(tool), kit.resolve("tools").resolve(tool));
    }
    Files.copy(SCRIPTS.resolveSibling("gpu-towers"), kit.resolve("tools/gpu-towers"));
  }

  @Test
  void noPartIsLargerThanAskedAndTheWholeComesOutAsItWentIn() throws Exception {
    assertEquals(Map.of("01", MEBIBYTE, "02", MEBIBYTE, "03", sizeOf("03")), partSizes());
    assertTrue(sizeOf("03") < MEBIBYTE);
    assertEquals(0, unpack().exitCode);
    assertArrayEquals(content, Files.readAllBytes(unpacked.resolve("jar")));
    assertTrue(Files.isExecutable(unpacked.resolve("run")));
  }

  @Test
  void aDamagedPartIsNamedAndNothingUnpacked() throws Exception {
    byte[] part = Files.readAllBytes(part("02"));
    part[part.length / 2] ^= 1;
    Files.write(part("02"), part);
    Said said = unpack();
    assertEquals(2, said.exitCode);
    assertTrue(said.text.contains("towers.tar.xz.02: FAILED"), said.text);
    assertFalse(Files.exists(unpacked.resolve("jar")));
  }

  @Test
  void aMissingPartIsNamed() throws Exception {
    Files.delete(part("03"));
    Said said = unpack();
    assertEquals(2, said.exitCode);
    assertTrue(said.text.contains(": towers.tar.xz.03; bring them"), said.text);
  }

  @Test
  void whatIsUnpackedNeedsNoPartsAnyMoreAndOtherArchivesMayComeLater() throws Exception {
    pack("cuda-cublas", "cuda/libcublas.so.12");
    for (String number : List.of("01", "02", "03")) {
      Path later = kit.resolve("cuda-cublas.tar.xz." + number);
      Files.move(later, folder.resolve(later.getFileName()));
    }
    assertTrue(unpack().text.contains("cuda-cublas: not brought"));
    for (String number : List.of("01", "02", "03")) {
      Files.delete(part(number));
      String later = "cuda-cublas.tar.xz." + number;
      Files.move(folder.resolve(later), kit.resolve(later));
    }
    Said said = unpack();
    assertEquals(0, said.exitCode, said.text);
    assertTrue(said.text.contains("towers: unpacked already"), said.text);
    assertArrayEquals(content, Files.readAllBytes(unpacked.resolve("cuda/libcublas.so.12")));
  }

  @Test
  void librariesOfANewerCudaTakeThePlaceOfThoseThatAreCalledTheSame() throws Exception {
    Path newer = Files.createFile(libraries.resolve("libcublas.so.13"));
    Path same = Files.createFile(libraries.resolve("libcudnn.so.9"));
    Files.createFile(libraries.resolve("libcudart.so.13"));
    Said said = unpack();
    assertEquals(newer, Files.readSymbolicLink(unpacked.resolve("links/libcublas.so.12")));
    assertFalse(Files.exists(unpacked.resolve("links/libcudart.so.12")));
    assertTrue(said.text.lines().anyMatch(line -> line.matches("libcudnn.so.9 .* " + same)));
    assertTrue(
        Files.readString(unpacked.resolve("library-path")).strip().endsWith(":" + libraries));
    assertTrue(said.text.contains("libcudart.so.12    absent"), said.text);
  }

  private void pack(String name, String file) throws Exception {
    Path from = folder.resolve("content-" + name);
    Files.createDirectories(from.resolve(file).getParent());
    Files.write(from.resolve(file), content);
    String script = SCRIPTS.resolve("pack").toString();
    Said said = run(List.of(script, kit.toString(), name, from.toString(), "1"));
    assertEquals(0, said.exitCode, said.text);
  }

  private Said unpack() throws Exception {
    return run(List.of(kit.resolve("tools/unpack").toString(), unpacked.toString()));
  }

  private Said run(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LIBRARY_ROOTS", String.valueOf(libraries));
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  private Path part(String number) {
    return kit.resolve("towers.tar.xz." + number);
  }

  private int sizeOf(String number) throws IOException {
    return (int) Files.size(part(number));
  }

  private Map<String, Integer> partSizes() throws IOException {
    Map<String, Integer> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.list(kit)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String number = file.getFileName().toString().replaceFirst(".*\\.", "");
        sizes.put(number, sizeOf(number));
      }
    }
    return sizes;
  }
}
