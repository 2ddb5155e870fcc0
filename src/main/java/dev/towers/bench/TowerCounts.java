package dev.towers.bench;

import dev.towers.InputException;
import java.util.ArrayList;
import java.util.List;

/** The numbers of towers that a bench compares: ascending, none twice, 1 always among them. */
public record TowerCounts(List<Integer> counts) {
  private static final String EXPECTED = "--towers takes whole numbers from 1, such as 1,2,4";

  public TowerCounts {
    counts = List.copyOf(counts);
  }

  /**
   * What the user asked for: {@code 1,2,4}.
   *
   * @throws InputException if it is no list of different whole numbers from 1
   */
  public static TowerCounts parse(String text) {
    List<Integer> counts = new ArrayList<>();
    for (String digits : text.split(",", -1)) {
      if (!digits.strip().matches("[0-9]{1,4}")) {
        throw new InputException("%s, not '%s'".formatted(EXPECTED, text));
      }
      int count = Integer.parseInt(digits.strip());
      if (count < 1) {
        throw new InputException("%s, not '%s'".formatted(EXPECTED, text));
      }
      if (counts.contains(count)) {
        throw new InputException("--towers %s names %d twice".formatted(text, count));
      }
      counts.add(count);
    }
    return withOne(counts);
  }

  /** 1, 2, 4 and so on up to {@code most}, and {@code most} itself. */
  public static TowerCounts doublingTo(int most) {
    List<Integer> counts = new ArrayList<>();
    for (int count = 1; count < most; count *= 2) {
      counts.add(count);
    }
    counts.add(most);
    return withOne(counts);
  }

  public int most() {
    return counts.get(counts.size() - 1);
  }

  /** One tower is what the others are compared with. */
  private static TowerCounts withOne(List<Integer> counts) {
    if (!counts.contains(1)) {
      counts.add(1);
    }
    return new TowerCounts(counts.stream().sorted().toList());
  }
}
