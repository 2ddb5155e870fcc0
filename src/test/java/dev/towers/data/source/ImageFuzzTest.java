package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageShape;
import dev.towers.hostile.EncodedSamples;
import dev.towers.hostile.Fuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged images are decoded or refused. */
class ImageFuzzTest {
  @TempDir private Path temp;

  @Test
  void imageFolder() throws Exception {
    List<byte[]> samples = samples();
    byte[] whole = samples.get(0);
    for (String part : List.of("train/a", "test/a", "train/b", "test/b")) {
      Files.write(Files.createDirectories(temp.resolve(part)).resolve("0.png"), whole);
    }
    Path file = temp.resolve("train/a/1.jpg");
    Fuzz.of("image folder")
        .run(
            500,
            1,
            random -> {
              Files.write(file, EncodedSamples.damaged(samples, random));
              Dataset found = DataSource.parse(temp.toString()).read(Progress.silent());
              assertEquals(3, found.train().size());
              assertEquals(new ImageShape(13, 21, 3), found.shape());
            });
  }

  @Test
  void headerOfAnEncodedImage() throws Exception {
    List<byte[]> samples = samples();
    Path file = temp.resolve("image");
    Fuzz.of("image to predict, before decoding")
        .run(
            1_500,
            1,
            random -> {
              byte[] damaged = EncodedSamples.damaged(samples, random);
              Files.write(file, damaged);
              assertArrayEquals(damaged, EncodedImage.read(file).bytes());
            });
  }

  private static List<byte[]> samples() throws Exception {
    List<byte[]> samples = new ArrayList<>(EncodedSamples.pngAndJpeg(21, 13));
    samples.addAll(EncodedSamples.gifAndBmp(21, 13));
    return samples;
  }
}
