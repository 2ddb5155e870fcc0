package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.Dataset;
import dev.towers.data.Listener;
import dev.towers.data.download.Download;
import dev.towers.data.download.Patience;
import dev.towers.data.download.RemoteFile;
import dev.towers.data.download.RudeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DataSourceTest {
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(5), 3);

  @TempDir Path folder;
  private final Listener listener = new Listener();

  @Test
  void downloadsOnceAndReadsFromTheCache() throws Exception {
    byte[] archive = TarGz.of(TarGz.binaryFiles(2));
    try (RudeServer server = new RudeServer(RudeServer.good(archive))) {
      for (String source : List.of("cifar10", "auto", "cifar10")) {
        DataSource named = DataSource.parse(source, cached(server, archive));
        SmallCifar10.assertWhole(2, named.read(listener));
      }
      assertEquals(List.of(0), server.asked());
    }
    assertEquals(List.of(), listener.said);
  }

  @Test
  void autoTakesTheEmbeddedCopyWithoutADownloadAndSaysSo() throws Exception {
    byte[] archive = TarGz.of(TarGz.binaryFiles(2));
    try (RudeServer server = new RudeServer(RudeServer.good(archive))) {
      Dataset found = DataSource.parse("auto", cached(server, archive)).read(listener);
      assertEquals("CIFAR-10 (JPEG)", found.name());
      assertEquals(List.of(), server.asked());
    }
    assertEquals(1, listener.said.size());
    String line = listener.said.get(0);
    assertTrue(line.contains("travels with the program"), line);
    assertTrue(line.contains("data cifar10 downloads the original"), line);
  }

  @Test
  void cifar10FailsWhereItCannotBeHad() throws Exception {
    byte[] archive = TarGz.of(TarGz.binaryFiles(2));
    try (RudeServer server = new RudeServer(RudeServer.status(404))) {
      DataSource source = DataSource.parse("cifar10", cached(server, archive));
      assertTrue(
          assertThrows(IOException.class, () -> source.read(listener))
              .getMessage()
              .contains("answered 404"));
    }
  }

  @Test
  void tellsToDeleteADamagedCacheFile() throws Exception {
    byte[] archive = TarGz.of(TarGz.binaryFiles(2));
    try (RudeServer server = new RudeServer(RudeServer.good(archive))) {
      Download cached = cached(server, archive);
      byte[] damaged = archive.clone();
      damaged[damaged.length / 2] ^= 1;
      Files.createDirectories(cached.path().getParent());
      Files.write(cached.path(), damaged);
      for (String name : List.of("auto", "cifar10")) {
        DataSource source = DataSource.parse(name, cached);
        Refusal.of(() -> source.read(listener), cached.path().toString(), "delete it");
      }
      Files.write(cached.path(), new byte[7]); // not even of the length: downloaded anew
      SmallCifar10.assertWhole(2, DataSource.parse("cifar10", cached).read(listener));
    }
  }

  @Test
  void refusesWhatIsNotThere() {
    Refusal.ofSource(folder.resolve("nowhere"), "auto, cifar10, sample", "nowhere");
    Refusal.ofSource("cifar-10", "auto, cifar10, sample", "neither at \"cifar-10\"");
    Refusal.ofSource("", "auto, cifar10, sample", "found nothing");
    Refusal.ofSource("a\0b", "auto, cifar10, sample", "cannot be one");
  }

  @Test
  void theEnvironmentSaysWhereTheArchiveIs() {
    Download usual = Cifar10Original.download(Map.of());
    assertEquals("www.cs.toronto.edu", usual.remote().address().getHost());
    assertEquals("cifar-10-binary.tar.gz", usual.path().getFileName().toString());
    assertTrue(usual.path().toString().contains("towers"), usual.path().toString());

    Download other =
        Cifar10Original.download(
            Map.of(
                Cifar10Original.FOLDER_VARIABLE,
                folder.toString(),
                Cifar10Original.ADDRESS_VARIABLE,
                "http://localhost:1/mirror"));
    assertEquals(folder.resolve("cifar-10-binary.tar.gz"), other.path());
    assertEquals("http://localhost:1/mirror", other.remote().address().toString());
    assertFalse(other.isDone());
  }

  @Test
  void aVariableThatIsEmptyCountsAsUnset() {
    Map<String, String> empty =
        Map.of(Cifar10Original.FOLDER_VARIABLE, "", Cifar10Original.ADDRESS_VARIABLE, "");
    assertEquals(Cifar10Original.download(Map.of()), Cifar10Original.download(empty));
  }

  @Test
  void refusesAnEnvironmentThatMakesNoSense() {
    for (String address : List.of("not an address", "ftp://host/file", "http:///file", "file")) {
      Map<String, String> environment = Map.of(Cifar10Original.ADDRESS_VARIABLE, address);
      Refusal.of(
          () -> Cifar10Original.download(environment), Cifar10Original.ADDRESS_VARIABLE, address);
    }
    Map<String, String> environment = Map.of(Cifar10Original.FOLDER_VARIABLE, "a\0b");
    Refusal.of(() -> Cifar10Original.download(environment), Cifar10Original.FOLDER_VARIABLE);
  }

  private Download cached(RudeServer server, byte[] archive) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
    RemoteFile remote =
        new RemoteFile(server.address(), archive.length, HexFormat.of().formatHex(digest));
    return new Download(remote, folder.resolve("cache/cifar-10.tar.gz"), SHORT);
  }
}
