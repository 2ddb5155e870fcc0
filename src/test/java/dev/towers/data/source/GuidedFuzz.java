package dev.towers.data.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.towers.InputException;
import dev.towers.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * The readers under Jazzer, which looks for inputs that reach code not reached before. {@code
 * scripts/fuzz-guided} runs it; a build does not, since Jazzer rewrites every class it meets.
 */
class GuidedFuzz {

  @FuzzTest(maxDuration = "60s")
  void pickle(byte[] file) throws IOException {
    try {
      PythonBatch.read(new ByteArrayInputStream(file), file.length, "data_batch_1");
    } catch (InputException expected) {
      // a refusal
    }
  }

  @FuzzTest(maxDuration = "60s")
  void tar(byte[] tar) throws IOException {
    Path archive = Files.createTempFile("guided", ".tar.gz");
    try {
      try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(archive))) {
        gzip.write(tar);
      }
      CifarArchive.read(archive, Progress.silent());
    } catch (InputException expected) {
      // a refusal
    } finally {
      Files.delete(archive);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void image(byte[] file) {
    try {
      new ImageBytes(Path.of("image"), file).size();
    } catch (InputException expected) {
      // a refusal
    }
  }
}
