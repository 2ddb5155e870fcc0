package org.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetTarget;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * Opens sessions that another process runs. It is in this package because {@link Session} names no
 * target, and the constructor that takes a session made elsewhere is not public.
 */
public final class RemoteSession {
  private RemoteSession() {}

  /**
   * The caller closes it. Nothing is initialized by itself in such a session.
   *
   * @param target the server that drives the session: {@code grpc://host:port}
   */
  @SuppressWarnings("try") // the scope is held, not used
  public static Session open(Graph graph, String target, ConfigProto config) {
    TF_Session handle;
    try (PointerScope scope = new PointerScope();
        Graph.Reference reference = graph.ref()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      TF_SetTarget(options, target);
      BytePointer bytes = new BytePointer(config.toByteArray());
      TF_SetConfig(options, bytes, bytes.capacity(), status);
      status.throwExceptionIfNotOK();
      handle = TF_Session.newSession(reference.nativeHandle(), options, status);
      status.throwExceptionIfNotOK();
      handle.retainReference();
    }
    return new Session(graph, handle);
  }
}
