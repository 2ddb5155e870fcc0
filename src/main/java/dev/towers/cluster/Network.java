package dev.towers.cluster;

import java.net.NetworkInterface;
import java.net.SocketException;

/** The networks that this host is in. */
public final class Network {
  private Network() {}

  /** Whether no other host reaches this one. */
  public static boolean isLoopbackOnly() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .noneMatch(network -> isUp(network) && !isLoopback(network));
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException e) {
      return true; // it cannot be told, so the worse is taken for true
    }
  }

  private static boolean isLoopback(NetworkInterface network) {
    try {
      return network.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }
}
