package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.data.download.Download;
import dev.towers.data.download.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where each published set comes from and goes to. */
class PublishedSetsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "cifar10, https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz, cifar-10-binary.tar.gz",
    "cifar100, https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz, cifar-100-binary.tar.gz",
    "mnist, https://storage.googleapis.com/cvdf-datasets/mnist/train-images-idx3-ubyte.gz,"
        + " mnist/train-images-idx3-ubyte.gz",
    "fashion-mnist, http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
        + "train-images-idx3-ubyte.gz, fashion-mnist/train-images-idx3-ubyte.gz",
  })
  void haveTheirAddressAndTheirPlace(String word, String address, String place) {
    CachedSet set = in(word, Map.of(UserCache.FOLDER_VARIABLE, folder.toString()));
    Download first = set.downloads().get(0);
    assertEquals(address, first.remote().address().toString());
    assertEquals(folder.resolve(place), first.path());
    assertEquals(folder.resolve(place.contains("/") ? word : place), set.path());
    assertFalse(set.isDone());
  }

  @Test
  void noTwoAreTheSame() {
    Set<String> words = new HashSet<>();
    Set<String> checksums = new HashSet<>();
    Set<Path> places = new HashSet<>();
    for (PublishedSet set : PublishedSets.ALL) {
      assertTrue(words.add(set.word()), set.word());
      for (Download download : in(set.word(), Map.of()).downloads()) {
        assertTrue(checksums.add(download.remote().sha256()), download::toString);
        assertTrue(places.add(download.path()), download::toString);
      }
    }
    assertEquals(2 + 2 * 4, places.size());
  }

  @Test
  void theUsualFolderIsTheUsersCache() {
    Path path = in("cifar10", Map.of()).path();
    assertTrue(path.toString().contains("towers"), path.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1/mirror", "http://localhost:1/mirror/"})
  void aVariableNamesAnotherAddress(String mirror) {
    for (String word : List.of("cifar10", "cifar100")) {
      CachedSet set = in(word, Map.of("TOWERS_" + word.toUpperCase(Locale.ROOT) + "_URL", mirror));
      assertEquals(URI.create(mirror), set.downloads().get(0).remote().address());
      assertEquals(in(word, Map.of()).path(), set.path());
    }
    CachedSet usual = in("fashion-mnist", Map.of());
    CachedSet set = in("fashion-mnist", Map.of("TOWERS_FASHION_MNIST_URL", mirror));
    for (int i = 0; i < 4; i++) {
      Download expected = usual.downloads().get(i);
      Download found = set.downloads().get(i);
      assertEquals(
          "http://localhost:1/mirror/" + expected.remote().name(),
          found.remote().address().toString());
      assertEquals(expected.remote().sha256(), found.remote().sha256());
      assertEquals(expected.path(), found.path());
    }
    assertEquals(usual, in("fashion-mnist", Map.of("TOWERS_MNIST_URL", mirror)));
  }

  @Test
  void aVariableThatIsEmptyCountsAsUnset() {
    for (PublishedSet set : PublishedSets.ALL) {
      Map<String, String> empty = Map.of(UserCache.FOLDER_VARIABLE, "", set.variable(), "");
      assertEquals(in(set.word(), Map.of()), in(set.word(), empty));
    }
  }

  @Test
  void refusesAnEnvironmentThatMakesNoSense() {
    for (PublishedSet set : PublishedSets.ALL) {
      for (String address : List.of("not an address", "ftp://host/file", "http:///file", "file")) {
        Map<String, String> environment = Map.of(set.variable(), address);
        Refusal.of(() -> in(set.word(), environment), set.variable(), address);
      }
      Map<String, String> environment = Map.of(UserCache.FOLDER_VARIABLE, "a\0b");
      Refusal.of(() -> in(set.word(), environment), UserCache.FOLDER_VARIABLE);
    }
  }

  @Test
  void refusesAnEntryThatIsNone() {
    PublishedSet mnist = PublishedSets.MNIST;
    for (String word : List.of("", "Mnist", "a b", "../mnist", "-mnist")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new PublishedSet(word, "MNIST", mnist.files(), mnist.reader()));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new PublishedSet("mnist", "MNIST", List.of(), mnist.reader()));
  }

  @Test
  void theReadmeTellsOfAll() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (PublishedSet set : PublishedSets.ALL) {
      assertTrue(readme.contains("| `%s` | %s".formatted(set.word(), set.title())), set.word());
      assertTrue(readme.contains("`%s`".formatted(set.variable())), set.variable());
    }
  }

  private static CachedSet in(String word, Map<String, String> environment) {
    return PublishedSets.named(word)
        .orElseThrow()
        .in(new UserCache(environment), Patience.STANDARD);
  }
}
