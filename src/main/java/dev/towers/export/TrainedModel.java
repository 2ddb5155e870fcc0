package dev.towers.export;

import dev.towers.data.ImageForm.Fit;
import dev.towers.data.ImageShape;
import dev.towers.graph.Network;
import java.nio.file.Path;
import java.util.List;

/**
 * What there is to export.
 *
 * @param shape of the images that the network was trained on
 * @param fit how image files come to that shape
 * @param classNames by label
 * @param checkpoint files that hold the network's variables: their path without the endings
 */
public record TrainedModel(
    Network network, ImageShape shape, Fit fit, List<String> classNames, Path checkpoint) {
  public TrainedModel {
    classNames = List.copyOf(classNames);
  }
}
