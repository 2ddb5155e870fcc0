package dev.towers.serve;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** From requests to replies: who may ask, which part answers, and the headers of the reply. */
final class RequestHandler extends Handler.Abstract {
  /** The page has all that it needs from here, and asks no one else. */
  private static final HttpFields HEADERS =
      HttpFields.build()
          .add(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'")
          .add("X-Content-Type-Options", "nosniff")
          .add("Referrer-Policy", "no-referrer")
          .add("Cross-Origin-Opener-Policy", "same-origin")
          .add("Cross-Origin-Resource-Policy", "same-origin")
          .add(HttpHeader.CACHE_CONTROL, "no-store")
          .asImmutable();

  private static final HttpField SOON = new HttpField(HttpHeader.RETRY_AFTER, "1");
  private static final HttpField TO_BE_READ = new HttpField(HttpHeader.ALLOW, "GET, HEAD");

  private final Callers callers;
  private final Page page;
  private final RestApi api;
  private final Limits limits;
  private final Semaphore requests;
  private final Semaphore kilobytes;

  RequestHandler(Callers callers, Page page, RestApi api, Limits limits) {
    this.callers = callers;
    this.page = page;
    this.api = api;
    this.limits = limits;
    this.requests = new Semaphore(limits.requests());
    this.kilobytes = new Semaphore((int) (limits.bodiesBytes() >> 10));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      HttpURI uri = request.getHttpURI();
      String method = request.getMethod();
      callers.require(
          method, uri.getHost(), uri.getAuthority(), request.getHeaders().get(HttpHeader.ORIGIN));
      String path = uri.getPath();
      if (!RestPath.isApi(path)) {
        send(page.get(method, path), response, callback);
        return true;
      }
      RestPath asked = RestPath.of(method, path);
      if (method.equals("GET")) {
        send(api.get(asked), response, callback);
        return true;
      }
      api.requireAnswer(asked);
      Body.read(
          request,
          limits,
          kilobytes,
          text -> answer(text, request, response, callback),
          refusal -> refuse(refusal, request, response, callback));
    } catch (Refusal e) {
      refuse(e, request, response, callback);
    }
    return true;
  }

  private void answer(Body.Text text, Request request, Response response, Callback callback) {
    if (!requests.tryAcquire()) {
      refuse(
          new Refusal(
              503, "%d requests are being answered; ask again later".formatted(limits.requests())),
          request,
          response,
          callback);
      return;
    }
    Callback done = Callback.from(callback, (Runnable) requests::release);
    Reply reply;
    try {
      reply = api.predict(text);
    } catch (Error e) {
      done.failed(e);
      throw e;
    }
    send(reply, response, done);
  }

  /** At once where the body itself is too much; then the connection ends with the reply. */
  private void refuse(Refusal refusal, Request request, Response response, Callback callback) {
    Reply reply = Reply.error(refusal.status(), refusal.getMessage());
    if (refusal.status() == HttpStatus.PAYLOAD_TOO_LARGE_413
        || refusal.status() == HttpStatus.REQUEST_TIMEOUT_408) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
      send(reply, response, callback);
    } else {
      Remainder.pass(request, limits.bodyBytes(), () -> send(reply, response, callback));
    }
  }

  private static void send(Reply reply, Response response, Callback callback) {
    response.setStatus(reply.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.add(HEADERS);
    headers.put(HttpHeader.CONTENT_TYPE, reply.type());
    headers.put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    if (reply.status() == 503 || reply.status() == 429) {
      headers.put(SOON);
    }
    if (reply.status() == 405) {
      headers.put(TO_BE_READ);
    }
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }
}
