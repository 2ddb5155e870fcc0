package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.hostile.EncodedSamples;
import dev.towers.hostile.Fuzz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** TensorFlow's own decoders, which a model brings along, answer or refuse damaged images. */
class DecoderFuzzTest {
  @TempDir private static Path temp;
  private static SavedModelClassifier classifier;

  @BeforeAll
  static void open() throws Exception {
    classifier = SavedModelClassifier.open(PublishedModel.train(1, temp).folder());
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  @Test
  void pngAndJpeg() throws Exception {
    fuzz("PNG, JPEG in TensorFlow", EncodedSamples.pngAndJpeg(21, 13));
  }

  @Test
  void gifAndBmp() throws Exception {
    fuzz("GIF, BMP in TensorFlow", EncodedSamples.gifAndBmp(21, 13));
  }

  private static void fuzz(String reader, List<byte[]> samples) throws Exception {
    List<Prediction> sane = classifier.predict(new ArrayList<>(samples));
    new Fuzz(reader, TFInvalidArgumentException.class)
        .run(
            1_000,
            1,
            random -> {
              byte[] damaged = EncodedSamples.damaged(samples, random);
              List<Prediction> answers = classifier.predict(List.of(damaged));
              assertEquals(1, answers.size());
            });
    assertEquals(sane, classifier.predict(new ArrayList<>(samples)));
  }
}
