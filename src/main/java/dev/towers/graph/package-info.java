/**
 * Bytes to logits and loss: pure functions from operands to operands, which make no session and
 * know no device. Layers, losses and the first values of variables live here; the networks made of
 * them have a room of their own.
 */
package dev.towers.graph;
