package dev.towers.data.source;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the markers of a JPEG file say of its image.
 *
 * @param height in pixels
 * @param width in pixels
 * @param scans how many there are
 */
record JpegFrame(int height, int width, int scans) {
  private static final int FIRST_FRAME = 0xffc0;
  private static final int TABLES = 0xffc4;
  private static final int EXTENSION = 0xffc8;
  private static final int ARITHMETIC = 0xffcc;
  private static final int LAST_FRAME = 0xffcf;
  private static final int END = 0xffd9;
  private static final int SCAN = 0xffda;

  /** From the marker of a frame on: its length, a byte for the precision, the height, the width. */
  private static final int HEIGHT = 5;

  private static final int WIDTH = 7;
  private static final int FRAME_BYTES = 9;

  /**
   * Goes from marker to marker as decoders do, up to the end of the image: cameras put a second
   * picture into a segment, and films after the end.
   *
   * @return nothing where no frame begins
   */
  static Optional<JpegFrame> read(byte[] file) {
    ByteBuffer jpeg = ByteBuffer.wrap(file);
    JpegFrame frame = null;
    int scans = 0;
    int at = 0;
    while (jpeg.limit() - at >= 2) {
      int marker = jpeg.getShort(at) & 0xffff;
      if (marker == END) {
        break;
      }
      if (marker == SCAN) {
        scans++;
      }
      if (frame == null && beginsFrame(marker) && jpeg.limit() - at >= FRAME_BYTES) {
        int height = jpeg.getShort(at + HEIGHT) & 0xffff;
        frame = new JpegFrame(height, jpeg.getShort(at + WIDTH) & 0xffff, 0);
      }
      boolean segment = marker > END && marker < 0xffff || marker >= FIRST_FRAME && marker < 0xffd0;
      if (segment && jpeg.limit() - at >= 4) {
        at += 2 + (jpeg.getShort(at + 2) & 0xffff);
      } else {
        at++;
      }
    }
    return frame == null
        ? Optional.empty()
        : Optional.of(new JpegFrame(frame.height, frame.width, scans));
  }

  private static boolean beginsFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != TABLES
        && marker != EXTENSION
        && marker != ARITHMETIC;
  }
}
