package dev.towers.serve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.EventsHandler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose client is never silent and never done: that sends its headers or its
 * body, or takes the answer, a byte at a time.
 */
final class SlowConnections extends EventsHandler implements Connection.Listener, Runnable {
  private final Map<Connection, Long> deadlines = new ConcurrentHashMap<>();
  private final Limits limits;
  private final Scheduler scheduler;

  SlowConnections(Handler next, Limits limits, Scheduler scheduler) {
    super(next);
    this.limits = limits;
    this.scheduler = scheduler;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    scheduleNext();
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    deadlines.forEach(
        (connection, deadline) -> {
          if (now - deadline > 0) {
            connection.getEndPoint().close();
          }
        });
    if (isRunning()) {
      scheduleNext();
    }
  }

  private void scheduleNext() {
    scheduler.schedule(this, 1, TimeUnit.SECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    allow(connection, limits.head());
  }

  @Override
  public void onClosed(Connection connection) {
    deadlines.remove(connection);
  }

  @Override
  protected void onBeforeHandling(Request request) {
    allow(request.getConnectionMetaData().getConnection(), limits.whole());
  }

  @Override
  protected void onComplete(Request request, int status, HttpFields headers, Throwable failure) {
    allow(request.getConnectionMetaData().getConnection(), limits.head());
  }

  private void allow(Connection connection, Duration time) {
    if (connection.getEndPoint().isOpen()) {
      deadlines.put(connection, System.nanoTime() + time.toNanos());
    }
  }
}
