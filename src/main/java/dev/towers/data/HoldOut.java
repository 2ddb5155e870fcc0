package dev.towers.data;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.SettingName;
import java.util.List;

/** Holds training images out of a data set, to validate with. */
public final class HoldOut {
  /** The setting that says how many are held out. */
  public static final SettingName VALIDATION = new SettingName("validation");

  private HoldOut() {}

  /**
   * The data set with a part of each class held out, the same part for the same seed; one that has
   * images to validate with is left as it is.
   *
   * @param part from 0, which changes nothing, to below 1; to the nearest whole image of each
   *     class, but at least one
   * @throws InputException if a class has no image left to train on
   */
  public static Dataset of(Dataset whole, double part, Seed seed) {
    if (part == 0 || whole.validation().size() > 0) {
      return whole;
    }
    LabeledImages images = whole.train();
    List<String> classNames = whole.classNames();
    int[] left = new int[classNames.size()];
    for (int i = 0; i < images.size(); i++) {
      left[images.label(i)]++;
    }
    for (int label = 0; label < left.length; label++) {
      int all = left[label];
      if (all == 0) {
        continue; // a label that is for other images alone
      }
      left[label] = (int) Math.max(1, Math.round(all * part));
      if (left[label] >= all) {
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
    return new Dataset(
        whole.name(), classNames, images.where(not(held)), images.where(held), whole.test());
  }

  private static boolean[] not(boolean[] flags) {
    boolean[] turned = new boolean[flags.length];
    for (int i = 0; i < flags.length; i++) {
      turned[i] = !flags[i];
    }
    return turned;
  }
}
