package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.download.Download;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A published data set at its place in the user's cache, or to be brought there.
 *
 * @param path the file, or the folder of the files, that the downloads make
 */
record CachedSet(String title, List<Download> downloads, Path path, PublishedSet.Reader reader) {
  /** Whether all of it is there. */
  boolean isDone() {
    return downloads.stream().allMatch(Download::isDone);
  }

  /**
   * Downloads what is missing, if anything, and reads it.
   *
   * @throws InputException if what is in the cache is damaged
   * @throws IOException with one line for the user, if the network does not give it
   */
  Dataset read(Progress progress) throws IOException, InterruptedException {
    for (Download download : downloads) {
      download.run(progress);
    }
    try {
      return reader.read(path, progress);
    } catch (InputException e) {
      throw new InputException(
          "%s: expected %s as it was downloaded, found it damaged; %s"
              .formatted(path, title, "delete it and run again to download it anew"),
          e);
    }
  }
}
