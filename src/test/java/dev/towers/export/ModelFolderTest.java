package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  @TempDir private Path temp;

  @Test
  void firstVersionIsOneAndTheFolderIsMade() throws IOException {
    Path base = temp.resolve("models/quickstart");
    Path version = new ModelFolder(base).publish(ModelFolderTest::writeModel);
    assertEquals(base.resolve("1"), version);
    assertEquals("model", Files.readString(version.resolve(ModelFolder.MODEL_FILE)));
    assertEquals(Set.of("1"), children(base));
  }

  @Test
  void nextVersionFollowsTheLargestNumber() throws IOException {
    lay("2", "10", "9");
    assertEquals(temp.resolve("11"), new ModelFolder(temp).publish(ModelFolderTest::writeModel));
  }

  @Test
  void numberedFolderOfAnotherKindIsNoVersion() throws IOException {
    Files.createFile(Files.createDirectory(temp.resolve("2025")).resolve("photo.jpg"));
    Files.createDirectory(temp.resolve("2"));
    ModelFolder folder = new ModelFolder(temp);
    assertEquals(Optional.empty(), folder.newest());
    assertEquals(temp.resolve("1"), folder.publish(ModelFolderTest::writeModel));
    assertEquals(temp.resolve("3"), folder.publish(ModelFolderTest::writeModel));
    assertEquals(List.of(temp.resolve("1")), folder.keepNewest(1, provenance -> true));
    assertEquals(Set.of("1", "2", "2025", "3"), children(temp), "1 has no provenance");
  }

  @Test
  void whatIsNoNumberIsNoVersion() throws IOException {
    for (String name :
        List.of("README.md", "v7", "-3", "1.5", ".writing-99", "9.bak", " 8", "007")) {
      Files.createDirectory(temp.resolve(name));
    }
    ModelFolder folder = new ModelFolder(temp);
    assertEquals(Optional.empty(), folder.newest());
    assertEquals(temp.resolve("1"), folder.publish(ModelFolderTest::writeModel));
  }

  @Test
  void newestIsTheLargestNumberNotTheLastName() throws IOException {
    ModelFolder folder = new ModelFolder(temp);
    assertEquals(Optional.empty(), folder.newest());
    lay("9", "10");
    assertEquals(Optional.of(temp.resolve("10")), folder.newest());
    assertEquals(Optional.empty(), new ModelFolder(temp.resolve("missing")).newest());
  }

  @Test
  void oldVersionsOfOurOwnGoAndNothingElse() throws IOException {
    lay("1", "2", "3", "10", "9");
    for (String own : List.of("1", "2", "9")) {
      writeProvenance(own, "ours");
    }
    writeProvenance("3", "theirs");
    Files.createFile(Files.createDirectory(temp.resolve("2023")).resolve("photo.jpg"));
    ModelFolder folder = new ModelFolder(temp);
    for (int time = 0; time < 2; time++) {
      assertEquals(List.of(temp.resolve("3")), folder.keepNewest(2, "ours"::equals));
      assertEquals(Set.of("3", "9", "10", "2023"), children(temp));
    }
  }

  /** Half a copy, or what another program put there, keeps no run from completing. */
  @Test
  void provenanceThatCannotBeReadIsNotOurs() throws IOException {
    lay("1", "2", "3");
    writeProvenance("1", "ours");
    writeProvenance("2", "");
    Path broken = temp.resolve("2").resolve("assets.extra/provenance.json");
    Files.write(broken, new byte[] {'o', (byte) 0xc3});
    ModelFolder folder = new ModelFolder(temp);
    assertEquals(Optional.of(temp.resolve("1")), folder.newestWithProvenance("ours"::equals));
    assertEquals(List.of(temp.resolve("2")), folder.keepNewest(1, "ours"::equals));
    assertEquals(Set.of("2", "3"), children(temp));
  }

  /** That of a thousand classes tells of each mix-up. */
  @Test
  void longProvenanceIsReadWhole() throws IOException {
    lay("1");
    String text = "ours".repeat(1 << 20);
    writeProvenance("1", text);
    assertEquals(
        Optional.of(temp.resolve("1")), new ModelFolder(temp).newestWithProvenance(text::equals));
  }

  @Test
  void failedWriterLeavesNothing() throws IOException {
    IOException full = new IOException("the disk is full");
    ModelFolder folder = new ModelFolder(temp);
    ModelFolder.Content failing =
        draft -> {
          writeModel(draft);
          throw full;
        };
    assertSame(full, assertThrows(IOException.class, () -> folder.publish(failing)));
    assertEquals(Set.of(), children(temp));
  }

  @Test
  void unfinishedModelIsNoVersion() throws IOException {
    ModelFolder folder = new ModelFolder(temp);
    folder.publish(
        draft -> {
          writeModel(draft);
          assertEquals(Optional.empty(), folder.newest());
        });
  }

  @Test
  void concurrentPublishersAllLand() throws Exception {
    int publishers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(publishers);
    try {
      CyclicBarrier written = new CyclicBarrier(publishers);
      List<Future<Path>> versions = new ArrayList<>();
      for (int i = 0; i < publishers; i++) {
        String text = "model " + i;
        versions.add(
            threads.submit(
                () ->
                    new ModelFolder(temp)
                        .publish(
                            draft -> {
                              Files.writeString(draft.resolve(ModelFolder.MODEL_FILE), text);
                              await(written);
                            })));
      }
      for (int i = 0; i < publishers; i++) {
        Path model = versions.get(i).get().resolve(ModelFolder.MODEL_FILE);
        assertEquals("model " + i, Files.readString(model));
      }
      assertEquals(Set.of("1", "2", "3", "4", "5", "6", "7", "8"), children(temp));
    } finally {
      threads.shutdownNow();
    }
  }

  /** A server seldom runs as the user who trained. */
  @Test
  void versionMayBeReadByWhomEverOtherFoldersMayBeReadBy() throws IOException {
    assumeTrue(
        Files.getFileAttributeView(temp, PosixFileAttributeView.class) != null,
        "no POSIX permissions here");
    Path plain = Files.createDirectory(temp.resolve("plain"));
    Path version = new ModelFolder(temp).publish(ModelFolderTest::writeModel);
    assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(version));
  }

  @Test
  void findTakesAModelItself() throws IOException {
    writeModel(temp);
    assertEquals(temp, ModelFolder.find(temp));
  }

  @Test
  void findTakesTheNewestVersion() throws IOException {
    new ModelFolder(temp).publish(ModelFolderTest::writeModel);
    new ModelFolder(temp).publish(ModelFolderTest::writeModel);
    assertEquals(temp.resolve("2"), ModelFolder.find(temp));
  }

  @Test
  void findSaysWhatItFoundInstead() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    Path empty = Files.createDirectory(temp.resolve("empty"));
    Path hollow = Files.createDirectories(temp.resolve("hollow/1")).getParent();
    Path missing = temp.resolve("missing");
    String hint = "holds neither that file nor a version folder with it";
    assertEquals(expected(missing, "does not exist"), messageOf(missing));
    assertEquals(expected(file, "is a file"), messageOf(file));
    assertEquals(expected(empty, hint), messageOf(empty));
    assertEquals(expected(hollow, hint), messageOf(hollow));
  }

  private static String expected(Path path, String found) {
    return "model takes a SavedModel, a folder with saved_model.pb in it or in a numbered version"
        + " of it; '%s' %s".formatted(path, found);
  }

  private static String messageOf(Path path) {
    return assertThrows(InputException.class, () -> ModelFolder.find(path)).getMessage();
  }

  private static void writeModel(Path folder) throws IOException {
    Files.writeString(folder.resolve(ModelFolder.MODEL_FILE), "model");
  }

  /** Versions with a model, without a provenance. */
  private void lay(String... names) throws IOException {
    for (String name : names) {
      writeModel(Files.createDirectory(temp.resolve(name)));
    }
  }

  private void writeProvenance(String version, String text) throws IOException {
    Path folder = Files.createDirectory(temp.resolve(version).resolve("assets.extra"));
    Files.writeString(folder.resolve("provenance.json"), text);
  }

  private static void await(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static Set<String> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      children.forEach(child -> names.add(child.getFileName().toString()));
      return names;
    }
  }
}
