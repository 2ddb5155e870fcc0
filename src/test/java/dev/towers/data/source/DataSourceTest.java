package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.Listener;
import dev.towers.data.download.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  private static final String WORDS =
      "auto, cifar10, cifar100, mnist, fashion-mnist, built-in, sample or";

  private static final URI NOWHERE = URI.create("http://localhost:1/cifar100.tar.gz");

  @TempDir Path folder;
  private final Listener listener = new Listener();

  @Test
  void everyWordIsTaken() {
    assertEquals(WORDS, String.join(", ", DataSource.words()) + " or");
    UserCache cache = new UserCache(System.getenv());
    for (PublishedSet set : PublishedSets.ALL) {
      CachedSet cached = set.in(cache, Patience.STANDARD);
      assertEquals(
          new DataSource.Published(set.word(), cached), DataSource.parse(set.word()), set.word());
    }
    CachedSet cifar10 = PublishedSets.CIFAR10.in(cache, Patience.STANDARD);
    assertEquals(new DataSource.Auto(cifar10), DataSource.parse("auto"));
    assertEquals(new DataSource.Sample(), DataSource.parse("sample"));
    assertEquals(new DataSource.Local(Path.of("./mnist")), DataSource.parse("./mnist"));
    assertInstanceOf(DataSource.Local.class, DataSource.parse("MNIST"));
  }

  /** Which copy of CIFAR-10 is read may be another one when a run goes on. */
  @Test
  void whatDependsOnTheCacheCanBeDecided() throws IOException {
    UserCache cache = new UserCache(Map.of(UserCache.FOLDER_VARIABLE, folder.toString()));
    CachedSet cifar10 =
        SmallSets.archive("cifar10", NOWHERE, new byte[3]).in(cache, Patience.STANDARD);
    assertEquals("built-in", new DataSource.Auto(cifar10).decided());
    Files.write(cifar10.path(), new byte[3]);
    assertEquals("cifar10", new DataSource.Auto(cifar10).decided());
    DataSource.Auto auto = assertInstanceOf(DataSource.Auto.class, DataSource.parse("auto"));
    assertEquals(auto.decided(), DataSource.decided("auto"));
    for (String text : List.of("sample", "built-in", "cifar100", "./auto")) {
      assertEquals(text, DataSource.decided(text));
    }
    assertEquals(new DataSource.BuiltIn(), DataSource.parse("built-in"));
  }

  /** A folder of a run is no class of images. */
  @Test
  void tellsWhatWouldBeTakenForAClass() throws IOException {
    for (String name : List.of("plain/cat", "plain/dog", "parted/train/cat", "parted/train/dog")) {
      Path file = folder.resolve(name).resolve("1.png");
      Files.createFile(Files.createDirectories(file.getParent()).resolve(file.getFileName()));
    }
    DataSource plain = DataSource.parse(folder.resolve("plain").toString());
    assertTrue(plain.takesForClass(folder.resolve("plain/runs/one")));
    assertFalse(plain.takesForClass(folder.resolve("plain/../runs/one")));
    DataSource parted = DataSource.parse(folder.resolve("parted").toString());
    assertTrue(parted.takesForClass(folder.resolve("parted/train/runs")));
    assertFalse(parted.takesForClass(folder.resolve("parted/runs")));
    assertFalse(DataSource.parse("sample").takesForClass(folder));
  }

  @Test
  void refusesWhatIsNotThere() {
    Refusal.ofSource(folder.resolve("nowhere"), WORDS, "nowhere");
    Refusal.ofSource("cifar-10", WORDS, "neither at \"cifar-10\"");
    Refusal.ofSource("", WORDS, "found nothing");
    Refusal.ofSource("a\0b", WORDS, "cannot be one");
  }

  @Test
  void saysThatAFolderIsCalledLikeTheSet() throws Exception {
    UserCache cache = new UserCache(Map.of(UserCache.FOLDER_VARIABLE, folder.toString()));
    byte[] archive = TarGz.of(SmallCifar100.files());
    Files.write(folder.resolve("cifar100.tar.gz"), archive);
    CachedSet cached = SmallSets.archive("src", NOWHERE, archive).in(cache, Patience.STANDARD);
    for (String word : List.of("src", "no-such-folder")) {
      SmallCifar100.assertWhole(new DataSource.Published(word, cached).read(listener));
    }
    assertEquals(
        List.of("data src is the published CIFAR; the folder of that name is data ./src."),
        listener.said);
  }
}
