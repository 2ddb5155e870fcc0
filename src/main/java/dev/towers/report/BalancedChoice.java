package dev.towers.report;

import dev.towers.Seed;
import dev.towers.data.LabeledImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The same number of images of each class, drawn without repetition. */
final class BalancedChoice {
  private BalancedChoice() {}

  /**
   * The indices of {@code examples} images for each label from 0 up to {@code classes}: fewer where
   * a class has no more, none where it is empty. One seed always draws the same.
   */
  static List<List<Integer>> draw(LabeledImages images, int classes, int examples, Seed seed) {
    List<List<Integer>> byLabel = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      byLabel.add(new ArrayList<>());
    }
    for (int index = 0; index < images.size(); index++) {
      if (images.label(index) < classes) {
        byLabel.get(images.label(index)).add(index);
      }
    }
    List<List<Integer>> drawn = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      List<Integer> indices = byLabel.get(label);
      Collections.shuffle(indices, new Random(seed.derive(label).value()));
      drawn.add(List.copyOf(indices.subList(0, Math.min(examples, indices.size()))));
    }
    return List.copyOf(drawn);
  }
}
