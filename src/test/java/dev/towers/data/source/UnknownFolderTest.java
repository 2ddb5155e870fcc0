package dev.towers.data.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people give in place of a data set is told as what it is. */
class UnknownFolderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train/1.png trainLabels.csv | found images in train itself; put the images into"
            + " train/<class> and test/<class> as trainLabels.csv tells",
        "1.jpg 2.jpg | found images in no folder of a class; put the images into",
        "cat/1.jpg notes/2.txt | found images in cat, in neither; put the images into",
        "Test/cat/2.jpg Test/dog/2.jpg | found Test, without a folder to train with; rename it",
        "train test meta | found CIFAR-100 as Python pickles it, which is not read; take its binary"
            + " version, or choose data cifar100 to download it",
        "notes.txt | found none of them; choose another folder"
      })
  void isToldAsWhatItIs(String files, String expected) throws IOException {
    for (String file : files.split(" ")) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
    Refusal.ofSource(folder, folder.toString(), expected);
  }

  @Test
  void archivesOfOtherKindsAreToBeUnpacked() throws IOException {
    Path zip = folder.resolve("images.zip");
    new ZipOutputStream(Files.newOutputStream(zip)).close();
    Refusal.ofSource(zip, "found a file of the kind zip; unpack it and name the folder");
    Path tar = folder.resolve("images.tar");
    try (OutputStream file = Files.newOutputStream(tar);
        TarArchiveOutputStream out = new TarArchiveOutputStream(file)) {
      out.putArchiveEntry(new TarArchiveEntry("images/"));
      out.closeArchiveEntry();
    }
    Refusal.ofSource(tar, "found a file of the kind tar; unpack it and name the folder");
  }
}
