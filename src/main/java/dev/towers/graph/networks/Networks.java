package dev.towers.graph.networks;

import dev.towers.InputException;
import dev.towers.graph.Network;
import java.util.List;
import java.util.stream.Collectors;

/** Every network that can be asked for by name. */
public final class Networks {
  public static final List<Network> ALL = List.of(new QuickStart(), new QuickStartBatchNorm());

  private Networks() {}

  /**
   * The network of that name.
   *
   * @throws InputException if no network has it
   */
  public static Network named(String name) {
    return ALL.stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .or(() -> ConvGroups.named(name))
        .orElseThrow(
            () ->
                new InputException("there is no network '%s': choose %s".formatted(name, names())));
  }

  /** The names of all networks, for people. */
  public static String names() {
    return ALL.stream().map(Network::name).collect(Collectors.joining(", "))
        + ", "
        + ConvGroups.WORD;
  }
}
