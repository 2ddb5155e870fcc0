package dev.towers.serve;

/** A request that is not answered, with the HTTP status that TensorFlow Serving has for it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String message) {
    super(message, null, false, false); // a client's fault, of which no one wants the stack
    this.status = status;
  }

  /** One of a client that asked wrongly. */
  static Refusal invalid(String format, Object... arguments) {
    return new Refusal(400, format.formatted(arguments));
  }

  int status() {
    return status;
  }
}
