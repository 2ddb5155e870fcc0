package dev.towers.data.source;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.download.Download;
import dev.towers.data.download.Patience;
import dev.towers.data.download.RemoteFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A data set as its authors publish it, which the user asks for by a word.
 *
 * @param word what the user says
 * @param title what it is called
 * @param files in the order in which they are downloaded, known to the bit
 * @param reader reads the one file, or else the folder that all of them are in
 */
record PublishedSet(String word, String title, List<RemoteFile> files, Reader reader) {
  /** Reads the files once they are there. */
  interface Reader {
    /**
     * @throws dev.towers.InputException if they are not what they should be
     */
    Dataset read(Path path, Progress progress);
  }

  PublishedSet {
    files = List.copyOf(files);
    if (!word.matches("[a-z0-9]+(-[a-z0-9]+)*") || files.isEmpty()) {
      throw new IllegalArgumentException("no word or no files: " + word);
    }
  }

  /**
   * The environment variable with another address: of the one file, or of the folder that has all
   * of them.
   */
  String variable() {
    return "TOWERS_" + word.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
  }

  /**
   * The set with its place in the cache: one file lies in it, several in a folder called by the
   * word.
   *
   * @throws dev.towers.InputException if the environment holds no address or no path where it
   *     should
   */
  CachedSet in(UserCache cache, Patience patience) {
    Optional<URI> other = cache.address(variable());
    if (files.size() == 1) {
      RemoteFile file = files.get(0);
      Path path = cache.folder().resolve(file.name());
      Download download = new Download(other.map(file::at).orElse(file), path, patience);
      return new CachedSet(title, List.of(download), path, reader);
    }
    Path folder = cache.folder().resolve(word);
    List<Download> downloads =
        files.stream()
            .map(
                file ->
                    new Download(
                        other.map(base -> file.at(within(base, file.name()))).orElse(file),
                        folder.resolve(file.name()),
                        patience))
            .toList();
    return new CachedSet(title, downloads, folder, reader);
  }

  private static URI within(URI folder, String name) {
    String address = folder.toString();
    return URI.create(address.endsWith("/") ? address + name : address + "/" + name);
  }
}
