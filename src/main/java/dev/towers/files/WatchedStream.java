package dev.towers.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/** Passes on what is written, and remembers what a PrintStream forgets: why it failed. */
public final class WatchedStream extends OutputStream {
  private final OutputStream stream;
  private IOException failure;

  /** Of a stream that whoever made it closes. */
  public WatchedStream(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      stream.write(bytes, from, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /**
   * Why something was lost; nothing where all was written, or where whoever read it through a pipe
   * had read enough.
   */
  public Optional<String> loss() {
    return Optional.ofNullable(failure)
        .map(Reason::of)
        .filter(reason -> !reason.toLowerCase(Locale.ROOT).contains("pipe"));
  }
}
