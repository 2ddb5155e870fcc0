package dev.towers.data.download;

import java.net.http.HttpResponse;
import java.util.OptionalLong;

/** What a server says to a request for a file from some byte on. */
sealed interface Answer {

  /** The bytes from {@code from} to the end follow. */
  record Bytes(long from) implements Answer {}

  /** It has no such bytes: what is here already is not of this file. */
  record NoSuchRange() implements Answer {}

  /**
   * It does not give the file.
   *
   * @param lasting whether another try is pointless
   */
  record Refusal(String reason, boolean lasting) implements Answer {}

  /**
   * Reads status and header.
   *
   * @param asked the first byte that was asked for; where it is not 0, a server may still send all
   * @param length the length of the file that is wanted
   */
  static Answer of(HttpResponse.ResponseInfo head, long asked, long length) {
    int status = head.statusCode();
    if (status == 200) {
      OptionalLong found = head.headers().firstValueAsLong("Content-Length");
      return found.orElse(length) == length ? new Bytes(0) : otherLength(found.getAsLong(), length);
    }
    if (status == 206) {
      String range = head.headers().firstValue("Content-Range").orElse("none");
      return range.equals("bytes %d-%d/%d".formatted(asked, length - 1, length))
          ? new Bytes(asked)
          : new NoSuchRange();
    }
    if (status == 416) {
      return new NoSuchRange();
    }
    boolean passing = status == 408 || status == 429 || status >= 500;
    return new Refusal("the server answered " + status + meaning(status), !passing);
  }

  private static Answer otherLength(long found, long expected) {
    String reason = "the server's file has %d bytes, not %d".formatted(found, expected);
    return new Refusal(reason, true);
  }

  private static String meaning(int status) {
    return switch (status) {
      case 401, 403 -> " (forbidden)";
      case 404, 410 -> " (not found)";
      case 429, 503 -> " (too busy)";
      default -> "";
    };
  }
}
