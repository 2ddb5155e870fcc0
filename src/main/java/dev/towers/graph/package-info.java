/**
 * Bytes to logits and loss: pure functions from {@link org.tensorflow.op.Ops} and operands to
 * operands. Nothing here opens a session, and nothing knows how large an image is, how many classes
 * there are, or on which device it will run.
 */
package dev.towers.graph;
