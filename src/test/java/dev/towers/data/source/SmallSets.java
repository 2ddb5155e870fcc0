package dev.towers.data.source;

import dev.towers.data.download.RemoteFile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** Published sets of made-up files. */
final class SmallSets {
  private SmallSets() {}

  /** CIFAR-10 or CIFAR-100 in an archive at that address. */
  static PublishedSet archive(String word, URI address, byte[] archive) {
    return new PublishedSet(word, "CIFAR", List.of(remote(address, archive)), CifarArchive::read);
  }

  /** The same, read as {@code like} is, in files beside that address. */
  static PublishedSet folder(PublishedSet like, URI address, Map<String, byte[]> files) {
    return new PublishedSet(
        like.word(),
        like.title(),
        files.entrySet().stream()
            .map(file -> remote(address.resolve("set/" + file.getKey()), file.getValue()))
            .toList(),
        like.reader());
  }

  private static RemoteFile remote(URI address, byte[] content) {
    return new RemoteFile(address, content.length, DigestUtils.sha256Hex(content));
  }
}
