package dev.towers.data.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a tar archive, few of which may be headers: whoever reads the archive keeps names
 * and attributes in memory, however long they are.
 */
final class HeaderGate extends FilterInputStream {
  private static final int MOST_BYTES = 1 << 20;

  private boolean inHeader;
  private long taken;

  HeaderGate(InputStream archive) {
    super(archive);
  }

  /** What is read from here on belongs to the headers of one entry. */
  void beginHeader() {
    inHeader = true;
    taken = 0;
  }

  /** What is read from here on is content. */
  void endHeader() {
    inHeader = false;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int got = super.read(to, offset, length);
    count(Math.max(0, got));
    return got;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    taken += bytes;
    if (inHeader && taken > MOST_BYTES) {
      throw new IOException("its headers take more than " + MOST_BYTES + " bytes");
    }
  }
}
