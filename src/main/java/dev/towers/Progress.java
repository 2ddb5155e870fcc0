package dev.towers;

/** Where long work tells people how far it is. Results never travel this way. */
public interface Progress {
  /** Shows one line that is neither result nor error. */
  void say(String line);

  /**
   * Starts to show how far a task is; the caller closes the meter.
   *
   * @param unit of {@code total}, in the plural: "images", "bytes"
   * @param total how much there is to do; 0 if that is not known
   */
  Meter open(String task, String unit, long total);

  /** How far one task is. */
  interface Meter extends AutoCloseable {
    /** So much is done, counted from the start of the task. */
    void reached(long done);

    @Override
    void close();
  }

  /** Shows nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void say(String line) {}

      @Override
      public Meter open(String task, String unit, long total) {
        return new Meter() {
          @Override
          public void reached(long done) {}

          @Override
          public void close() {}
        };
      }
    };
  }
}
