package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.InputException;
import dev.towers.hostile.EncodedSamples;
import dev.towers.hostile.Fuzz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** TensorFlow's own decoders, which a model brings along, answer or refuse damaged images. */
class DecoderFuzzTest {
  @TempDir private static Path temp;
  @AutoClose private static SavedModelClassifier classifier;

  @BeforeAll
  static void open() throws Exception {
    classifier = SavedModelClassifier.open(PublishedModel.train(1, temp).folder());
  }

  @Test
  void pngAndJpeg() throws Exception {
    fuzz("PNG, JPEG in TensorFlow", EncodedSamples.pngAndJpeg(21, 13));
  }

  @Test
  void gifAndBmp() throws Exception {
    fuzz("GIF, BMP in TensorFlow", EncodedSamples.gifAndBmp(21, 13));
  }

  /** As the verb predict takes it: TensorFlow's only refusal of an image, which has many lines. */
  private static List<Prediction> predict(byte[] file) {
    try {
      return classifier.predict(List.of(file));
    } catch (TFInvalidArgumentException e) {
      throw new InputException("no image", e);
    }
  }

  private static void fuzz(String reader, List<byte[]> samples) throws Exception {
    List<Prediction> sane = classifier.predict(new ArrayList<>(samples));
    Fuzz.of(reader)
        .run(
            1_000,
            1,
            random -> {
              byte[] damaged = EncodedSamples.damaged(samples, random);
              assertEquals(1, predict(damaged).size());
            });
    assertEquals(sane, classifier.predict(new ArrayList<>(samples)));
  }
}
