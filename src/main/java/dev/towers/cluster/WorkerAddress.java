package dev.towers.cluster;

import dev.towers.InputException;
import dev.towers.SettingName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a worker is reached.
 *
 * @param host a name or a number; one with colons stands in brackets
 */
public record WorkerAddress(String host, int port) {
  /** The setting that lists the workers. */
  public static final SettingName CLUSTER = new SettingName("cluster");

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))");
  private static final int MOST = 65_535;

  /**
   * Reads {@code host1:2222,host2:2222}.
   *
   * @throws InputException if it is not at least one address, none of them twice
   */
  public static List<WorkerAddress> parse(String text) {
    List<WorkerAddress> addresses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher parts = FORM.matcher(part.strip());
      int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
      if (port < 1 || port > MOST) {
        throw InputException.about(
            "%s takes host:port, one for each worker, as in host1:2222,host2:2222, not '%s'",
            CLUSTER, part);
      }
      if (!isHost(parts.group(1))) {
        throw InputException.about(
            "%s takes host names of letters, digits and '-', with a letter after the last '.', as in"
                + " host-1.example, or addresses as 10.0.0.2 and [fe80::1], not '%s'",
            CLUSTER, parts.group(1));
      }
      WorkerAddress address = new WorkerAddress(parts.group(1), port);
      if (addresses.contains(address)) {
        throw InputException.about("%s names %s twice", CLUSTER, address);
      }
      addresses.add(address);
    }
    return List.copyOf(addresses);
  }

  /**
   * Whether programs can ask by it: RFC 2396, which URI holds to, is stricter than networks are.
   */
  private static boolean isHost(String name) {
    try {
      return new URI("http", name, "/", "").getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** What a program asks the worker by. */
  URI uri(String path) {
    return URI.create("http://%s/%s".formatted(this, path));
  }

  /** As the user writes it. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
