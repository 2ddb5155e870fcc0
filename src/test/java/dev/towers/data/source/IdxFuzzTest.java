package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.hostile.Fuzz;
import dev.towers.hostile.Mutation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged copies of MNIST are read as what they hold, or refused. */
class IdxFuzzTest {
  @TempDir private Path temp;

  @Test
  void folder() throws Exception {
    damage("IDX folder", SmallMnist.files());
  }

  @Test
  void folderOfPackedFiles() throws Exception {
    damage("IDX folder of .gz", SmallMnist.packedFiles());
  }

  private void damage(String reader, Map<String, byte[]> files) throws Exception {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(temp.resolve(file.getKey()), file.getValue());
    }
    List<String> names = List.copyOf(files.keySet());
    Fuzz.of(reader)
        .run(
            1_000,
            1,
            random -> {
              String name = names.get(random.nextInt(names.size()));
              Path file = temp.resolve(name);
              Files.write(file, Mutation.of(files.get(name), 16, random));
              try {
                Dataset found = DataSource.parse(temp.toString()).read(Progress.silent());
                assertEquals(found.shape(), found.test().shape());
              } finally {
                Files.write(file, files.get(name));
              }
            });
  }
}
