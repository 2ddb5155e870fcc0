package dev.towers.bench;

import java.util.Locale;

/** How the work grows with the number of towers. */
enum Scaling {
  /** One global batch, divided between the towers. */
  STRONG {
    @Override
    int globalBatch(int batchSize, int towers) {
      return batchSize;
    }
  },
  /** A batch for each tower. */
  WEAK {
    @Override
    int globalBatch(int batchSize, int towers) {
      return Math.multiplyExact(batchSize, towers);
    }
  };

  /** The images to a step of all towers, where one tower alone gets {@code batchSize}. */
  abstract int globalBatch(int batchSize, int towers);

  /** The word for people and files: strong, weak. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
