package dev.towers.serve;

import dev.towers.data.source.EncodedImage;
import java.time.Duration;

/**
 * How much is taken from clients, so that none can keep the server from the next.
 *
 * @param bodyBytes of a request
 * @param bodiesBytes of all requests at once, as far as they have come in
 * @param images of a request
 * @param requests answered at once; those beyond are refused with 503
 * @param connections at once; those beyond wait for one to close
 * @param headerBytes of a request, its first line among them
 * @param depth of the JSON of a request
 * @param pixels of image files that are decoded at once
 * @param silence of a client, before its connection is closed
 * @param head from a connection's opening, or its last answer, to the end of the next headers
 * @param body from the end of the headers to that of the body
 * @param answer from the end of the body to the begin of the last batch of its images
 * @param whole from the end of the headers to that of the answer
 */
public record Limits(
    int bodyBytes,
    long bodiesBytes,
    int images,
    int requests,
    int connections,
    int headerBytes,
    int depth,
    int pixels,
    Duration silence,
    Duration head,
    Duration body,
    Duration answer,
    Duration whole) {

  private static final int MOST_BODY_BYTES = 64 << 20;

  /** Those that the documents tell of; the bytes are fewer where the heap is small. */
  public static Limits usual() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Limits(
        (int) Math.min(MOST_BODY_BYTES, heap / 8),
        heap / 4,
        256,
        64,
        256,
        16 << 10,
        32,
        EncodedImage.MOST_PIXELS,
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(180));
  }
}
