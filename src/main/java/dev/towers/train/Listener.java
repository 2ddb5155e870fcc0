package dev.towers.train;

/** Told how a training goes, on the thread that trains: it should be quick. */
@FunctionalInterface
public interface Listener {
  /** After each run of the session, however many steps it took. */
  void stepped(Steps steps);

  /** After the last step of an epoch, and after {@link #stepped} has told of it. */
  default void epochEnded(Position after) {}

  /** Tells {@code next} after this one. */
  default Listener and(Listener next) {
    Listener first = this;
    return new Listener() {
      @Override
      public void stepped(Steps steps) {
        first.stepped(steps);
        next.stepped(steps);
      }

      @Override
      public void epochEnded(Position after) {
        first.epochEnded(after);
        next.epochEnded(after);
      }
    };
  }
}
