package dev.towers.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * TensorFlow's file of records: for each its length in 8 bytes, a checksum of the length, the
 * record, and a checksum of the record, all little-endian.
 */
public final class TfRecordFile {
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int FOOTER = Integer.BYTES;

  /** What the format adds to a checksum, so that a checksum of checksums is no special value. */
  private static final int MASK_DELTA = 0xa282ead8;

  private TfRecordFile() {}

  /** Writes a file that is not there yet. */
  public static void write(Path file, List<byte[]> records) throws IOException {
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

  /** The records of a file up to the first that is not whole: what a killed writer has left. */
  public static List<byte[]> readWhole(Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (buffer.remaining() >= HEADER) {
      int at = buffer.position();
      long length = buffer.getLong();
      boolean sound = buffer.getInt() == maskedChecksum(buffer.array(), at, Long.BYTES);
      if (!sound || length < 0 || length > buffer.remaining() - FOOTER) {
        break;
      }
      byte[] record = new byte[(int) length];
      buffer.get(record);
      if (buffer.getInt() != maskedChecksum(record, 0, record.length)) {
        break;
      }
      records.add(record);
    }
    return records;
  }

  private static int maskedChecksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
  }
}
