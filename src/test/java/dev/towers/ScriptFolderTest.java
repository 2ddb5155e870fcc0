package dev.towers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that are given a folder delete what they made there, and nothing else. */
@EnabledOnOs(OS.LINUX)
class ScriptFolderTest {
  private static final Path SCRIPTS = Path.of("scripts").toAbsolutePath();
  private static final int MAVEN_FAILED = 9;

  @TempDir private Path caller;
  private Path programs;

  private record Said(int exitCode, String text) {}

  /** Neither Maven nor Java does anything: the scripts end once their folder is made ready. */
  @BeforeEach
  void replacePrograms() throws IOException {
    programs = Files.createDirectory(caller.resolve("programs"));
    for (String name : List.of("mvn", "java")) {
      Path program = programs.resolve(name);
      Files.writeString(program, "#!/bin/sh\nexit %d\n".formatted(MAVEN_FAILED));
      assertTrue(program.toFile().setExecutable(true));
    }
  }

  @Test
  void aFolderOfTheUsersIsRefusedAndLeftAsItIs() throws Exception {
    Path run = Files.createDirectories(caller.resolve("mine/run-1"));
    for (List<String> words : List.of(gpuTowers(), List.of("kill-test", "1", "mine"))) {
      Said said = start(words);
      assertEquals(2, said.exitCode, said.text);
      assertTrue(said.text.startsWith("expected an empty folder or one of "), said.text);
      assertTrue(said.text.endsWith("mine: name another\n"), said.text);
    }
    assertTrue(Files.exists(run));
    assertEquals(1, run.getParent().toFile().list().length);
  }

  @Test
  void aFolderIsTheCallersAndLosesWhatAnEarlierCallMadeAlone() throws Exception {
    assertTrue(failedInMaven(), "of a folder that is not there");
    Path old = Files.createDirectory(caller.resolve("mine/run-gpu0"));
    Path others = Files.createDirectory(caller.resolve("mine/runs"));
    assertTrue(failedInMaven(), "of a folder of its own");
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(others));
  }

  private boolean failedInMaven() throws Exception {
    return start(gpuTowers()).exitCode == MAVEN_FAILED;
  }

  private static List<String> gpuTowers() {
    return List.of("gpu-towers", "mine", "scaling");
  }

  private Said start(List<String> words) throws Exception {
    List<String> command = new ArrayList<>(words);
    command.set(0, SCRIPTS.resolve(words.get(0)).toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(caller.toFile());
    builder.environment().merge("PATH", programs.toString(), (path, own) -> own + ":" + path);
    builder.environment().remove("GPU_KIT");
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
