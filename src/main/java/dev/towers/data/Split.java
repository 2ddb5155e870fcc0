package dev.towers.data;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.SettingName;
import java.util.List;

/**
 * A data set, and the training images that are held out of it to validate with.
 *
 * @param dataset without them
 * @param validation none where nothing is held out
 */
public record Split(Dataset dataset, LabeledImages validation) {
  /** The setting that says how many are held out. */
  public static final SettingName VALIDATION = new SettingName("validation");

  /**
   * Holds out a part of each class, the same for the same seed.
   *
   * @param part of each class, from 0 to below 1, to the nearest whole image
   * @throws InputException if a class has no image left to train on or none to validate with
   */
  public static Split of(Dataset whole, double part, Seed seed) {
    LabeledImages images = whole.train();
    List<String> classNames = whole.classNames();
    int[] left = new int[classNames.size()];
    for (int i = 0; i < images.size(); i++) {
      left[images.label(i)]++;
    }
    for (int label = 0; label < left.length; label++) {
      int all = left[label];
      left[label] = (int) Math.round(all * part);
      if (part > 0 && (left[label] == 0 || left[label] == all)) {
        throw InputException.about(
            "%s %s holds out %d of the %d training images of %s: choose another part",
            VALIDATION, part, left[label], all, classNames.get(label));
      }
    }
    boolean[] held = new boolean[images.size()];
    for (int index :
        new Order(seed.derive("validation"), 1, Augmentation.NONE).shuffled(held.length)) {
      held[index] = left[images.label(index)]-- > 0;
    }
    Dataset rest = new Dataset(whole.name(), classNames, images.where(not(held)), whole.test());
    return new Split(rest, images.where(held));
  }

  private static boolean[] not(boolean[] flags) {
    boolean[] turned = new boolean[flags.length];
    for (int i = 0; i < flags.length; i++) {
      turned[i] = !flags[i];
    }
    return turned;
  }
}
