package dev.towers.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * TensorFlow's file of records: for each its length in 8 bytes, a checksum of the length, the
 * record, and a checksum of the record, all little-endian.
 */
final class TfRecordFile {
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int FOOTER = Integer.BYTES;

  /** What the format adds to a checksum, so that a checksum of checksums is no special value. */
  private static final int MASK_DELTA = 0xa282ead8;

  private TfRecordFile() {}

  static void write(Path file, List<byte[]> records) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (byte[] record : records) {
        ByteBuffer buffer =
            ByteBuffer.allocate(HEADER + record.length + FOOTER).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(record.length);
        buffer.putInt(maskedChecksum(buffer.array(), 0, Long.BYTES));
        buffer.put(record);
        buffer.putInt(maskedChecksum(record, 0, record.length));
        buffer.flip();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    }
  }

  private static int maskedChecksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
  }
}
