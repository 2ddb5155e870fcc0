package dev.towers.serve;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Passes over what is left of a request that is refused, before its client is told. Else the
 * connection would be closed with the reply, and a client that asks again on it would find it gone.
 */
final class Remainder implements Runnable {
  private final Request request;
  private final long most;
  private final Runnable then;
  private long passed;

  private Remainder(Request request, long most, Runnable then) {
    this.request = request;
    this.most = most;
    this.then = then;
  }

  /**
   * Runs {@code then} once nothing is left, or once {@code most} bytes were passed over: what
   * remains then takes the connection with it.
   */
  static void pass(Request request, long most, Runnable then) {
    new Remainder(request, most, then).run();
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
      passed += chunk.remaining();
      chunk.release();
      if (last || passed > most) {
        then.run();
        return;
      }
    }
  }
}
