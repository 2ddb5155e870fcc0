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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data flows one way: a room names only those before it, and each has its own business. */
class ArchitectureTest {
  private static final Path ROOT = Path.of("src/main/java/dev/towers");

  /** The rooms in the order in which data flows; the first is the root, which all share. */
  private static final List<String> FLOW =
      List.of(
          "",
          "files",
          "data",
          "data.download",
          "evaluate",
          "report",
          "report.page",
          "graph",
          "graph.networks",
          "tower",
          "cluster",
          "data.source",
          "train",
          "export",
          "events",
          "run",
          "serve",
          "bench",
          "cli");

  private static final Pattern OUR_CLASS =
      Pattern.compile("\\bdev\\.towers\\.((?:[a-z]+\\.)*)[A-Z]");

  @Test
  void roomsNameOnlyThoseBeforeThem() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path source : sources()) {
      Set<String> allowed = new HashSet<>(FLOW.subList(0, FLOW.indexOf(roomOf(source)) + 1));
      OUR_CLASS
          .matcher(Files.readString(source))
          .results()
          .map(match -> match.group(1).replaceFirst("\\.$", ""))
          .filter(named -> !allowed.contains(named))
          .forEach(named -> violations.add(source + " names " + named));
    }
    assertEquals(List.of(), violations);
  }

  @Test
  void everyRoomHasItsPlaceAndSaysWhoBelongsThere() throws IOException {
    Set<String> rooms = new TreeSet<>();
    for (Path source : sources()) {
      rooms.add(roomOf(source));
    }
    assertEquals(new TreeSet<>(FLOW), rooms);
    for (String room : FLOW) {
      Path info = ROOT.resolve(room.replace('.', '/')).resolve("package-info.java");
      assertTrue(Files.readString(info).startsWith("/**"), info + " says nothing");
    }
  }

  @Test
  void onlyTheCommandLineNamesFlags() throws IOException {
    Pattern flag = Pattern.compile("(?<![\\w-])--[a-z]");
    List<Path> speakers = new ArrayList<>();
    for (Path source : sources()) {
      if (!roomOf(source).equals("cli") && flag.matcher(Files.readString(source)).find()) {
        speakers.add(source);
      }
    }
    assertEquals(List.of(), speakers);
  }

  @Test
  void sessionsAreOpenedInOnePlace() throws IOException {
    List<Path> openers = new ArrayList<>();
    for (Path source : sources()) {
      if (Files.readString(source).contains("new Session(")) {
        openers.add(source);
      }
    }
    assertEquals(List.of(ROOT.resolve("tower/Sessions.java")), openers);
  }

  /** What the library's own method does with links is told there. */
  @Test
  void foldersAreMadeInOnePlace() throws IOException {
    List<Path> makers = new ArrayList<>();
    for (Path source : sources()) {
      if (Files.readString(source).contains("Files.createDirectories(")) {
        makers.add(source);
      }
    }
    assertEquals(List.of(ROOT.resolve("files/Folders.java")), makers);
  }

  @Test
  void theCommandLineHoldsVerbsAndWhatWordsErrors() throws IOException {
    Pattern belongs =
        Pattern.compile(
            "Main|Console|Channel|EventLines|MeterLine|Words|\\w*Verb|ModelOption|SettingOptions|package-info");
    List<Path> others = new ArrayList<>();
    for (Path source : sources()) {
      String name = source.getFileName().toString().replace(".java", "");
      if (roomOf(source).equals("cli") && !belongs.matcher(name).matches()) {
        others.add(source);
      }
    }
    assertEquals(List.of(), others);
  }

  private static String roomOf(Path source) {
    return ROOT.relativize(source.getParent()).toString().replace('/', '.');
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertTrue(!sources.isEmpty(), "no source in " + ROOT);
      return sources;
    }
  }
}
