package dev.towers.report;

/** Drawing without a display. */
final class Headless {
  private Headless() {}

  /**
   * Keeps AWT from looking for a display, which a picture does not need and a machine may announce
   * without having one. Call it before any other class of AWT: the first one looks.
   */
  static void ensure() {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }
}
