package dev.towers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data flows one way: a package names only those before it. */
class ArchitectureTest {
  private static final Path ROOT = Path.of("src/main/java/dev/towers");
  private static final List<String> FLOW =
      List.of("data", "graph", "tower", "train", "evaluate", "export", "report", "cli");
  private static final Pattern OUR_PACKAGE = Pattern.compile("\\bdev\\.towers\\.([a-z]+)\\b");

  @Test
  void packagesNameOnlyThoseBeforeThem() throws IOException {
    List<String> violations = new ArrayList<>();
    for (String room : FLOW) {
      Set<String> allowed = new HashSet<>(FLOW.subList(0, FLOW.indexOf(room) + 1));
      for (Path source : sourcesIn(ROOT.resolve(room))) {
        namedIn(source)
            .filter(named -> !allowed.contains(named))
            .forEach(named -> violations.add(source + " names " + named));
      }
    }
    assertEquals(List.of(), violations);
  }

  @Test
  void whatAllShareNamesNoneOfThem() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      for (Path source : files.filter(Files::isRegularFile).toList()) {
        assertEquals(List.of(), namedIn(source).toList(), source.toString());
      }
    }
  }

  @Test
  void everyPackageHasItsPlace() throws IOException {
    try (Stream<Path> children = Files.list(ROOT)) {
      for (Path room : children.filter(Files::isDirectory).toList()) {
        assertTrue(
            FLOW.contains(room.getFileName().toString()), room + " has no place in the flow");
      }
    }
  }

  private static Stream<String> namedIn(Path source) throws IOException {
    return OUR_PACKAGE.matcher(Files.readString(source)).results().map(ArchitectureTest::name);
  }

  private static String name(MatchResult match) {
    return match.group(1);
  }

  private static List<Path> sourcesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertTrue(!sources.isEmpty(), "no source in " + folder);
      return sources;
    }
  }
}
