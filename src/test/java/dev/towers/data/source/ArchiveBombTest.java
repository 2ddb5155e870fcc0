package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that unpack to far more than they are end soon, before they have taken the memory. */
@Timeout(60)
class ArchiveBombTest {
  private static final byte[] ZEROS = new byte[1 << 20];
  private static final long MOST_BYTES = 64L << 20;

  @TempDir private Path folder;

  /** L and K are long names, x and g attributes: all of them are kept in memory as a whole. */
  @ParameterizedTest
  @ValueSource(strings = {"L", "K", "x", "g"})
  void headerOfManyBytes(String type) throws IOException {
    String content = type.matches("[xg]") ? "%d path=".formatted(300L << 20) : "";
    byte[] header = header("././@LongLink", type.charAt(0), 300L << 20);
    byte[] start = Arrays.copyOf(header, header.length + content.length());
    put(start, header.length, content);
    Path archive = archive(start, 300);
    long before = allocated();
    Refusal.ofSource(archive, "its headers take more than");
    assertTrue(allocated() - before < MOST_BYTES);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 384L << 20, 10L << 30, (1L << 33) - 1})
  void entryThatClaimsMuch(long size) throws IOException {
    for (String name : List.of("data_batch_1.bin", "train.bin", "fine_label_names.txt")) {
      Path archive = archive(header(name, '0', size), 1);
      long before = allocated();
      Refusal.ofSource(archive, name);
      assertTrue(allocated() - before < MOST_BYTES, name);
    }
  }

  @Test
  void entryThatProducesMuch() throws IOException {
    Path archive = archive(header("readme", '0', (1L << 33) - 512), 500);
    Refusal.ofSource(archive, "unpacks to more than 402653184 bytes");
  }

  /** A sparse file says of what it has not that it is all zeros, without end. */
  @ParameterizedTest
  @ValueSource(strings = {"data_batch_1.bin", "train.bin"})
  void sparseEntry(String name) throws IOException {
    byte[] header = header(name, 'S', 512);
    put(header, 386, "%011o\0%011o\0".formatted(0, 0));
    put(header, 483, "77777777777\0");
    put(header, 257, "ustar  \0");
    Refusal.ofSource(archive(summed(header), 1), "sparse");
  }

  @Test
  void endlessMembers() throws IOException {
    Path archive = folder.resolve("members.tar.gz");
    byte[] member = packed(new byte[0], 0);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive))) {
      for (int i = 0; i < 1_000_000; i++) {
        out.write(member);
      }
    }
    Refusal.ofSource(archive, "members.tar.gz");
  }

  private Path archive(byte[] header, int mebibytes) throws IOException {
    return Files.write(folder.resolve("bomb.tar.gz"), packed(header, mebibytes));
  }

  private static byte[] packed(byte[] header, int mebibytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(header);
      for (int i = 0; i < mebibytes; i++) {
        gzip.write(ZEROS);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] header(String name, char type, long size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0000000000\0000000000\0");
    put(header, 124, "%011o\0%011o\0".formatted(size, 0));
    header[156] = (byte) type;
    put(header, 257, "ustar\00000");
    return summed(header);
  }

  private static byte[] summed(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** How many bytes this thread, which does the reading, has asked for so far. */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
