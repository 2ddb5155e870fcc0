package dev.towers.data.download;

import java.net.URI;

/**
 * A file on the network and how to know that a copy of it is whole.
 *
 * @param bytes how long it is
 * @param sha256 its SHA-256 in 64 lower-case hexadecimal digits
 */
public record RemoteFile(URI address, long bytes, String sha256) {
  public RemoteFile {
    requireAddress(address);
    if (bytes < 1 || !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no length or SHA-256: " + bytes + ", " + sha256);
    }
  }

  /**
   * The address as it is.
   *
   * @throws IllegalArgumentException unless it is one of HTTP or HTTPS
   */
  public static URI requireAddress(URI address) {
    if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())
        || address.getHost() == null) {
      throw new IllegalArgumentException("no http or https address: " + address);
    }
    return address;
  }

  /** What comes after the last slash of its address. */
  public String name() {
    return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
  }

  /** The same bytes at another address. */
  public RemoteFile at(URI other) {
    return new RemoteFile(other, bytes, sha256);
  }
}
