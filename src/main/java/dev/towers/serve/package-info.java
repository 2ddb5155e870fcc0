/**
 * A model to try: a page for people, and for programs the predict contract of TensorFlow Serving's
 * REST interface, answered by the classifier that the command line predicts with. What knows of
 * HTTP lives here. It is no second production server: it serves one version of one model, and what
 * TensorFlow Serving does beyond answering (batching, versions that take over, gRPC, metrics) it
 * leaves to that.
 *
 * <p>The contract was read from TensorFlow Serving's {@code g3doc/api_rest.md} and from {@code
 * model_servers/http_rest_api_handler.cc}, {@code http_rest_api_util.cc}, {@code http_server.cc}
 * and {@code util/json_tensor.cc} of commit 9d981c5c.
 *
 * <p>HTTP is spoken by Jetty: it runs on Java 17, limits the length of headers and the number of
 * connections, reads bodies without a thread for each, so that slow ones hold up no one, and ends
 * gracefully. The server of the Java machine itself keeps a thread for each slow client, and took
 * headers of any length for long; Helidon 4 wants Java 21, and Javalin adds to Jetty what one page
 * and one call do not need.
 */
package dev.towers.serve;
