package dev.towers.hostile;

import java.util.Arrays;
import java.util.Random;

/** Damage to a file, the same for the same seed: what faults do, and what attackers try first. */
public final class Mutation {
  private static final int MOST_EDITS = 6;

  /** Values at which readers change their minds. */
  private static final int[] EDGES = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x40000000
  };

  private Mutation() {}

  /**
   * A damaged copy.
   *
   * @param head how many bytes at the start are as likely to be hit as all the rest
   */
  public static byte[] of(byte[] whole, int head, Random random) {
    byte[] bytes = whole.clone();
    int edits = 1 + random.nextInt(MOST_EDITS);
    for (int edit = 0; edit < edits; edit++) {
      bytes = bytes.length == 0 ? new byte[random.nextInt(64)] : edited(bytes, head, random);
    }
    return bytes;
  }

  private static byte[] edited(byte[] bytes, int head, Random random) {
    int at = place(bytes.length, head, random);
    switch (random.nextInt(10)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2, 3 -> bytes[at] = (byte) random.nextInt(256);
      case 4, 5 -> putEdge(bytes, at, random);
      case 6 -> {
        return without(bytes, at, at + random.nextInt(Math.min(bytes.length - at, 4096) + 1));
      }
      case 7 -> {
        int length = random.nextInt(Math.min(bytes.length, 256) + 1);
        int from = random.nextInt(bytes.length - length + 1);
        return with(bytes, at, Arrays.copyOfRange(bytes, from, from + length));
      }
      case 8 -> {
        byte[] noise = new byte[1 + random.nextInt(32)];
        random.nextBytes(noise);
        return with(bytes, at, noise);
      }
      default -> {
        return Arrays.copyOf(bytes, random.nextInt(8) == 0 ? bytes.length + at : at);
      }
    }
    return bytes;
  }

  private static int place(int length, int head, Random random) {
    return random.nextInt(random.nextBoolean() ? Math.min(head, length) : length);
  }

  /** Writes an edge as one, two or four bytes, either end first. */
  private static void putEdge(byte[] bytes, int at, Random random) {
    int value = EDGES[random.nextInt(EDGES.length)];
    int width = 1 << random.nextInt(3);
    boolean littleEndian = random.nextBoolean();
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >> 8 * (littleEndian ? i : width - 1 - i));
    }
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] rest = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, rest, from, bytes.length - to);
    return rest;
  }

  private static byte[] with(byte[] bytes, int at, byte[] added) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + added.length);
    System.arraycopy(added, 0, longer, at, added.length);
    System.arraycopy(bytes, at, longer, at + added.length, bytes.length - at);
    return longer;
  }
}
