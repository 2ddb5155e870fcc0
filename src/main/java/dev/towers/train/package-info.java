/**
 * Logits to weights: the optimizer's updates as graph ops, the graph that trains, the session that
 * runs it, the loop over epochs and batches, and the checkpoints from which the loop goes on.
 */
package dev.towers.train;
