package dev.towers.data.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes archives in memory. */
final class TarGz {
  private TarGz() {}

  /** An archive of these files, by their paths and in their order. */
  static byte[] of(Map<String, byte[]> files) throws IOException {
    return of(files, TarArchiveOutputStream.LONGFILE_ERROR);
  }

  /** The same, where names that are too long for a header may be among the paths. */
  static byte[] ofLongNames(Map<String, byte[]> files) throws IOException {
    return of(files, TarArchiveOutputStream.LONGFILE_GNU);
  }

  private static byte[] of(Map<String, byte[]> files, int longNames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
      tar.setLongFileMode(longNames);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        entry.setModTime(0); // the same bytes each time
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  /** The six files of the binary layout with so many images each. */
  static Map<String, byte[]> binaryFiles(int images) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int batch = 0; batch < 6; batch++) {
      files.put(Cifar10Layout.BINARY.files().get(batch), SmallCifar10.binary(batch, images));
    }
    return files;
  }
}
