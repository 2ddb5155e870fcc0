package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.graph.EncodedImages;
import dev.towers.hostile.EncodedSamples;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JpegFrameTest {

  /** Baseline and progressive, gray, color and CMYK. */
  @Test
  void sizeOfEveryKind() throws IOException {
    List<byte[]> jpegs =
        Stream.concat(
                EncodedSamples.pngAndJpeg(21, 13).stream(), Stream.of(EncodedSamples.cmyk(21, 13)))
            .filter(EncodedImages::isJpeg)
            .toList();
    assertTrue(jpegs.size() > 2);
    for (byte[] jpeg : jpegs) {
      JpegFrame frame = JpegFrame.read(jpeg).orElseThrow();
      assertEquals(13, frame.height());
      assertEquals(21, frame.width());
      assertTrue(frame.scans() >= 1);
    }
  }

  @Test
  void fileThatEndsBeforeItsFrameSaysNoSize() throws IOException {
    byte[] jpeg = EncodedSamples.cmyk(21, 13);
    int frame = 0;
    while (jpeg[frame] != (byte) 0xff || jpeg[frame + 1] != (byte) 0xc0) {
      frame++;
    }
    int sized = frame + 9; // the marker, the length, the precision, the height, the width
    for (int length = 0; length < sized; length++) {
      assertEquals(Optional.empty(), JpegFrame.read(Arrays.copyOf(jpeg, length)));
    }
    assertEquals(Optional.of(new JpegFrame(13, 21, 0)), JpegFrame.read(Arrays.copyOf(jpeg, sized)));
  }
}
