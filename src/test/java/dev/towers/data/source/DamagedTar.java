package dev.towers.data.source;

import dev.towers.hostile.Mutation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A tar archive that is damaged before it is packed, so that no checksum tells. */
record DamagedTar(byte[] whole) {
  private static final int BLOCK = 512;

  /** An archive of these files, and of one with a long name. */
  static DamagedTar of(Map<String, byte[]> files) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("l".repeat(150) + "/readme", new byte[10]);
    all.putAll(files);
    byte[] packed = TarGz.ofLongNames(all);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new DamagedTar(in.readAllBytes());
    }
  }

  /** The archive, damaged and then packed. */
  byte[] packed(Random random) throws IOException {
    byte[] damaged = whole.clone();
    if (random.nextBoolean()) {
      damageHeader(damaged, random);
    } else {
      damaged = Mutation.of(damaged, BLOCK * 4, random);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(damaged);
    }
    return out.toByteArray();
  }

  /** Most bytes of a small archive are pixels: this one hits a header, and mends its sum. */
  private static void damageHeader(byte[] tar, Random random) {
    List<Integer> headers = new ArrayList<>();
    for (int at = 0; at + BLOCK <= tar.length; at += BLOCK) {
      if (new String(tar, at + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
        headers.add(at);
      }
    }
    int header = headers.get(random.nextInt(headers.size()));
    for (int edit = 0; edit <= random.nextInt(3); edit++) {
      int at = header + random.nextInt(BLOCK);
      tar[at] =
          (byte)
              (random.nextBoolean()
                  ? "01234567xLKgSVDNM".charAt(random.nextInt(17))
                  : random.nextInt(256));
      if (random.nextInt(3) == 0) {
        tar[header + 156] = (byte) "0123456xLKgSVDNM".charAt(random.nextInt(16));
      }
    }
    int sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : tar[header + i] & 0xff;
    }
    byte[] octal = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, tar, header + 148, 8);
  }
}
