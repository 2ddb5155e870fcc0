package dev.towers.graph;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import java.util.List;
import java.util.stream.Collectors;

/** An architecture: normalized images [n, h, w, c] in, logits [n, classes] out. */
public interface Network {
  /** The word that chooses it on the command line and names its exports. */
  String name();

  /**
   * Makes the variables, and returns the function that uses them.
   *
   * @throws InputException if the network cannot take images of that shape
   */
  Layer build(Parameters parameters, ImageShape images, int classes);

  /** Every network that can be asked for by name. */
  List<Network> ALL = List.of(new QuickStart());

  /**
   * @throws InputException if no network has that name
   */
  static Network named(String name) {
    return ALL.stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException("there is no network '%s': choose %s".formatted(name, names())));
  }

  /** The names of all networks, for people. */
  static String names() {
    return ALL.stream().map(Network::name).collect(Collectors.joining(", "));
  }
}
