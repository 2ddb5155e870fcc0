package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The built jar carries its licence, and what its libraries ask to be carried with them. */
class JarIT {
  private static final String LIBRARY_LIST = "META-INF/THIRD-PARTY.txt";

  @AutoClose private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(Path.of("target", "train.jar").toFile());
  }

  @Test
  void carriesItsOwnLicense() throws IOException {
    assertEquals(Files.readString(Path.of("LICENSE")), text("META-INF/LICENSE"));
  }

  @Test
  void carriesOneNoticeOfAll() throws IOException {
    String notice = text("META-INF/NOTICE");
    for (String product :
        List.of("Towers", "CIFAR-10", "Jackson", "Apache Commons IO", "Apache Commons Compress")) {
      assertTrue(notice.contains(product), () -> product + " is not in:\n" + notice);
    }
  }

  @Test
  void listsTheDeclaredLibrariesWithTheirLicenses() throws IOException {
    String list = text(LIBRARY_LIST);
    Pattern library = Pattern.compile("^ +(\\(.+?\\)) .+\\((\\S+?):(\\S+?):\\S+ - .+\\)$");
    TreeSet<String> listed =
        list.lines()
            .map(library::matcher)
            .filter(line -> line.matches())
            .map(line -> line.group(3))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(listed.containsAll(declared()), list);
  }

  @Test
  void carriesLicensesOtherThanApaches() throws IOException {
    assertTrue(text("META-INF/licenses/protobuf-java.txt").contains("Google Inc."));
    assertTrue(text("META-INF/licenses/jline.txt").contains("JLine"));
    assertTrue(text("META-INF/licenses/progressbar.txt").contains("Tongfei Chen"));
    assertTrue(text("META-INF/licenses/slf4j.txt").contains("QOS.ch"));
    assertTrue(text("META-INF/licenses/uplot.txt").contains("Leon Sorokin"));
    assertTrue(text("META-INF/FastDoubleParser-LICENSE").contains("MIT License"));
    List<String> others =
        text(LIBRARY_LIST)
            .lines()
            .filter(line -> line.contains("(") && !line.contains("(Apache-2.0)"))
            .filter(
                line ->
                    !line.matches(".*(protobuf-java|jline-\\w+|progressbar|slf4j-\\w+|uplot):.*"))
            .toList();
    assertEquals(List.of(), others, "libraries whose licence is not carried");
  }

  /** The artifacts that the build declares as part of the jar. */
  private static TreeSet<String> declared() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String dependencies = pom.substring(0, pom.indexOf("<dependencyManagement>"));
    Pattern dependency =
        Pattern.compile("<dependency>(?:(?!</dependency>).)*</dependency>", Pattern.DOTALL);
    Pattern artifact = Pattern.compile("<artifactId>(.+?)</artifactId>");
    return dependency
        .matcher(dependencies)
        .results()
        .map(match -> match.group())
        .filter(text -> !text.contains("<scope>test</scope>"))
        .map(artifact::matcher)
        .filter(name -> name.find())
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String text(String name) throws IOException {
    List<String> same = jar.stream().map(entry -> entry.getName()).filter(name::equals).toList();
    assertEquals(List.of(name), same, "entries of this name");
    try (var entry = jar.getInputStream(jar.getEntry(name))) {
      return new String(entry.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
