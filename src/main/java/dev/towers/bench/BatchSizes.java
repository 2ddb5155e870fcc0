package dev.towers.bench;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import java.util.ArrayList;
import java.util.List;

/** The sizes of batch that a model is measured with, in the order that the user gave. */
public record BatchSizes(List<Integer> sizes) {
  private static final String EXPECTED =
      "--batch-sizes takes whole numbers from 1 to 100,000, such as 1,32,512";
  private static final int MOST = 100_000;

  /** What stays in memory beside the graph's own tensors, which are many times as large. */
  private static final long MOST_PIXEL_BYTES = 500_000_000;

  public BatchSizes {
    sizes = List.copyOf(sizes);
  }

  /**
   * What the user asked for: {@code 1,32,512}.
   *
   * @throws InputException if it is no list of different whole numbers in range
   */
  public static BatchSizes parse(String text) {
    List<Integer> sizes = new ArrayList<>();
    for (String digits : text.split(",", -1)) {
      int size = digits.strip().matches("[0-9]{1,6}") ? Integer.parseInt(digits.strip()) : 0;
      if (size < 1 || size > MOST) {
        throw new InputException("%s, not '%s'".formatted(EXPECTED, text));
      }
      if (sizes.contains(size)) {
        throw new InputException("--batch-sizes %s names %d twice".formatted(text, size));
      }
      sizes.add(size);
    }
    return new BatchSizes(sizes);
  }

  /**
   * Refuses batches of large images that would not stay in memory.
   *
   * @throws InputException if one of them is such a batch
   */
  public void requireFit(ImageShape shape) {
    for (int size : sizes) {
      if ((long) size * shape.bytes() > MOST_PIXEL_BYTES) {
        throw new InputException(
            "--batch-sizes %d is too many images of %s: choose at most %d"
                .formatted(size, shape, MOST_PIXEL_BYTES / shape.bytes()));
      }
    }
  }
}
