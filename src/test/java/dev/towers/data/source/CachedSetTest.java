package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.Listener;
import dev.towers.data.download.Patience;
import dev.towers.data.download.RudeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CachedSetTest {
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(5), 3);

  @TempDir private Path temp;
  private final Listener listener = new Listener();

  @Test
  void cifar10IsDownloadedOnceAndReadFromTheCache() throws Exception {
    byte[] archive = TarGz.of(TarGz.binaryFiles(2));
    try (RudeServer server = new RudeServer(RudeServer.good(archive))) {
      CachedSet set = cached(SmallSets.archive("cifar10", server.address(), archive));
      for (DataSource source :
          List.of(
              new DataSource.Published("cifar10", set),
              new DataSource.Auto(set),
              new DataSource.Published("cifar10", set))) {
        SmallCifar10.assertWhole(2, source.read(listener));
      }
      assertEquals(List.of(0), server.asked());
    }
    assertEquals(List.of(), listener.said);
  }

  @Test
  void cifar100IsDownloadedOnceAndReadFromTheCache() throws Exception {
    byte[] archive = TarGz.of(SmallCifar100.files());
    try (RudeServer server = new RudeServer(RudeServer.good(archive))) {
      CachedSet set = cached(SmallSets.archive("cifar100", server.address(), archive));
      assertFalse(set.isDone());
      for (int time = 0; time < 2; time++) {
        SmallCifar100.assertWhole(set.read(listener));
        assertTrue(set.isDone());
      }
      assertEquals(List.of(0), server.asked());
    }
    assertArrayEquals(archive, Files.readAllBytes(temp.resolve("file.bin")));
  }

  /** Neither takes the names of its classes from the folder that the cache is in. */
  @Test
  void mnistAndFashionMnistAreDownloadedOnceAndReadFromTheCache() throws Exception {
    temp = temp.resolve("fashion");
    for (PublishedSet like : List.of(PublishedSets.MNIST, PublishedSets.FASHION_MNIST)) {
      Map<String, byte[]> files = SmallMnist.packedFiles();
      try (RudeServer server = serving(files)) {
        CachedSet set = cached(SmallSets.folder(like, server.address(), files));
        for (int time = 0; time < 2; time++) {
          Dataset found = set.read(listener);
          SmallMnist.assertWhole(found);
          assertEquals(like.title(), found.name());
          String ninth = like == PublishedSets.MNIST ? "9" : "Ankle boot";
          assertEquals(ninth, found.classNames().get(9));
        }
        assertEquals(
            files.keySet().stream().map("/set/"::concat).toList(), server.paths(), like.word());
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = temp.resolve(like.word()).resolve(file.getKey());
        assertArrayEquals(file.getValue(), Files.readAllBytes(path));
      }
    }
  }

  @Test
  void autoTakesTheEmbeddedCopyWithoutADownloadAndSaysSo() throws Exception {
    byte[] archive = TarGz.of(TarGz.binaryFiles(2));
    try (RudeServer server = new RudeServer(RudeServer.good(archive))) {
      CachedSet set = cached(SmallSets.archive("cifar10", server.address(), archive));
      assertEquals("CIFAR-10 (JPEG)", new DataSource.Auto(set).read(listener).name());
      assertEquals(List.of(), server.asked());
    }
    assertEquals(1, listener.said.size());
    String line = listener.said.get(0);
    assertTrue(line.contains("travels with the program"), line);
    assertTrue(line.contains("data cifar10 downloads the original"), line);
  }

  @Test
  void tellsInOneLineThatItCannotBeHad() throws Exception {
    byte[] archive = TarGz.of(SmallCifar100.files());
    try (RudeServer server = new RudeServer(RudeServer.status(404))) {
      CachedSet set = cached(SmallSets.archive("cifar100", server.address(), archive));
      assertTrue(failure(set).endsWith("file.bin: the server answered 404 (not found)"));
    }
  }

  @Test
  void goesOnWithTheFilesThatAreMissing() throws Exception {
    Map<String, byte[]> files = SmallMnist.packedFiles();
    List<byte[]> contents = List.copyOf(files.values());
    try (RudeServer server =
        new RudeServer(
            RudeServer.good(contents.get(0)),
            RudeServer.good(contents.get(1)),
            RudeServer.status(404),
            RudeServer.good(contents.get(2)),
            RudeServer.good(contents.get(3)))) {
      CachedSet set = cached(SmallSets.folder(PublishedSets.MNIST, server.address(), files));
      String line = failure(set);
      assertTrue(line.contains("set/t10k-images-idx3-ubyte.gz: the server answered 404"), line);
      assertFalse(set.isDone());
      SmallMnist.assertWhole(set.read(listener));
      assertEquals(5, server.asked().size());
    }
  }

  @Test
  void refusesFilesThatAreNotTheOriginals() throws Exception {
    Map<String, byte[]> files = SmallMnist.packedFiles();
    byte[] other = List.copyOf(files.values()).get(0).clone();
    other[other.length / 2] ^= 1;
    try (RudeServer server = new RudeServer(RudeServer.good(other))) {
      CachedSet set = cached(SmallSets.folder(PublishedSets.MNIST, server.address(), files));
      String line = failure(set);
      assertTrue(line.contains("train-images-idx3-ubyte.gz: its SHA-256 is not"), line);
      assertEquals(1, server.asked().size());
    }
    assertFalse(Files.exists(temp.resolve("mnist/train-images-idx3-ubyte.gz")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10", "cifar100"})
  void tellsToDeleteADamagedArchive(String word) throws Exception {
    Map<String, byte[]> files =
        word.equals("cifar10") ? TarGz.binaryFiles(2) : SmallCifar100.files();
    byte[] archive = TarGz.of(files);
    byte[] damaged = archive.clone();
    damaged[damaged.length / 2] ^= 1;
    try (RudeServer server = new RudeServer(RudeServer.good(archive))) {
      CachedSet set = cached(SmallSets.archive(word, server.address(), archive));
      Files.write(set.path(), damaged);
      Refusal.of(() -> set.read(listener), set.path().toString(), "CIFAR", "delete it and run");
      Refusal.of(() -> new DataSource.Auto(set).read(listener), "delete it and run");
      assertEquals(List.of(), server.asked());
      Files.write(set.path(), new byte[7]); // not even of the length: downloaded anew
      assertEquals(Cifar10.SHAPE, set.read(listener).shape());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void tellsToDeleteADamagedFolder(int number) throws Exception {
    Map<String, byte[]> files = SmallMnist.packedFiles();
    try (RudeServer server = serving(files)) {
      CachedSet set = cached(SmallSets.folder(PublishedSets.MNIST, server.address(), files));
      set.read(listener);
      String name = List.copyOf(files.keySet()).get(number);
      byte[] damaged = files.get(name).clone();
      damaged[damaged.length - 6] ^= 1; // in the checksum at the end
      Files.write(set.path().resolve(name), damaged);
      Refusal.of(() -> set.read(listener), set.path().toString(), "MNIST", "delete it and run");
      assertEquals(files.size(), server.asked().size());
    }
  }

  private CachedSet cached(PublishedSet set) {
    return set.in(new UserCache(Map.of(UserCache.FOLDER_VARIABLE, temp.toString())), SHORT);
  }

  private static RudeServer serving(Map<String, byte[]> files) throws IOException {
    return new RudeServer(
        files.values().stream().map(RudeServer::good).toArray(RudeServer.Answerer[]::new));
  }

  private static String failure(CachedSet set) {
    String line = assertThrows(IOException.class, () -> set.read(Progress.silent())).getMessage();
    assertFalse(line.contains("\n"), line);
    assertTrue(line.startsWith("cannot download http://"), line);
    return line;
  }
}
