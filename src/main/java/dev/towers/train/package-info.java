/**
 * Logits to weights: the optimizer's updates as graph ops, the graph that trains, the session that
 * runs it, and the loop over epochs and batches.
 */
package dev.towers.train;
